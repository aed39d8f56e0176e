"""Networks whose posts become cards: a part of the table (`provider_table.py`)."""

from broadsheet.domain.articles.provider import Provider, rules

_TWEET = "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={2}"
_INSTAGRAM = "https://www.instagram.com/p/{}/embed/"
_TIKTOK = "https://www.tiktok.com/player/v1/{}?autoplay=1"
_FACEBOOK_POST = "https://www.facebook.com/plugins/post.php?show_text=true&href={}"
_FACEBOOK_FILM = "https://www.facebook.com/plugins/video.php?autoplay=true&href={}"
_THREADS = "https://www.threads.com/@{1}/post/{2}/embed"
_TELEGRAM = "https://t.me/{1}/{2}?embed=1"
_REDDIT = "https://embed.reddit.com/r/{1}/comments/{2}/"

POSTS = (
    Provider(
        "X",
        rules(
            *("x.com/*/status/{number}", "x.com/*/status/{number}/**"),
            *("twitter.com/*/status/{number}", "twitter.com/*/status/{number}/**"),
            "mobile.twitter.com/*/status/{number}",
            frame=_TWEET,
            shape="post",
            oembed="https://publish.x.com/oembed",
        ),
    ),
    Provider(
        "Bluesky",
        rules("bsky.app/profile/*/post/*", oembed="https://embed.bsky.app/oembed"),
    ),
    Provider(
        "Instagram",
        (
            *(
                rule
                for kind in ("p", "reel", "tv")
                for rule in (
                    *rules(
                        *(f"instagram.com/{kind}/*", f"instagram.com/{kind}/*/embed"),
                        f"instagram.com/{kind}/*/embed/captioned",
                        frame=_INSTAGRAM.format("{1}"),
                        shape="post",
                    ),
                    *rules(
                        f"instagram.com/*/{kind}/*", frame=_INSTAGRAM.format("{2}"), shape="post"
                    ),
                )
            ),
        ),
    ),
    Provider(
        "TikTok",
        (
            *rules(
                "tiktok.com/@*/video/{number}",
                frame=_TIKTOK.format("{2}"),
                shape="post",
                oembed="https://www.tiktok.com/oembed",
            ),
            *rules(
                *("tiktok.com/embed/v2/{number}", "tiktok.com/embed/{number}"),
                "tiktok.com/player/v1/{number}",
                frame=_TIKTOK.format("{1}"),
                shape="post",
            ),
            *rules("tiktok.com/@*/photo/{number}", "tiktok.com/t/*"),
            *rules("vm.tiktok.com/*", "vt.tiktok.com/*"),
        ),
    ),
    Provider(
        "Facebook",
        (
            *rules(
                *("facebook.com/*/posts/*", "facebook.com/*/posts/*/*"),
                *("facebook.com/photo?fbid=*", "facebook.com/photo.php?fbid=*"),
                *("facebook.com/permalink.php?story_fbid=*", "facebook.com/story.php?story_fbid=*"),
                *("facebook.com/groups/*/posts/*", "facebook.com/groups/*/permalink/*"),
                "facebook.com/*/photos/**",
                frame=_FACEBOOK_POST.format("{url}"),
                shape="post",
            ),
            *rules(
                "facebook.com/plugins/post.php?href=*",
                frame=_FACEBOOK_POST.format("{1}"),
                shape="post",
            ),
            *rules(
                *("facebook.com/*/videos/{number}", "facebook.com/*/videos/*/{number}"),
                *("facebook.com/watch?v=*", "facebook.com/reel/{number}"),
                frame=_FACEBOOK_FILM.format("{url}"),
            ),
            *rules("facebook.com/plugins/video.php?href=*", frame=_FACEBOOK_FILM.format("{1}")),
            *rules("facebook.com/share/**", "fb.watch/*"),
        ),
    ),
    Provider(
        "Threads",
        rules(
            *("threads.com/@*/post/*", "threads.net/@*/post/*"),
            *("threads.com/@*/post/*/embed", "threads.net/@*/post/*/embed"),
            frame=_THREADS,
            shape="post",
        ),
    ),
    Provider(
        "Telegram", rules("t.me/*/{number}", "t.me/s/*/{number}", frame=_TELEGRAM, shape="post")
    ),
    Provider(
        "Reddit",
        (
            *rules(
                *("reddit.com/r/*/comments/*", "reddit.com/r/*/comments/*/**"),
                *("old.reddit.com/r/*/comments/*", "old.reddit.com/r/*/comments/*/**"),
                frame=_REDDIT,
                shape="post",
                oembed="https://www.reddit.com/oembed",
            ),
            *rules("redd.it/*", "reddit.com/r/*/s/*"),
        ),
    ),
    Provider("LinkedIn", rules("linkedin.com/posts/*", "linkedin.com/feed/update/*")),
    Provider(
        "Pinterest",
        (
            *rules(
                "pinterest.com/pin/*",
                oembed="https://www.pinterest.com/oembed.json",
                pictures=("i.pinimg.com",),
            ),
            *rules("pin.it/*"),
        ),
    ),
    Provider(
        "Tumblr",
        rules(
            *("tumblr.com/*/{number}", "tumblr.com/*/{number}/*", "*.tumblr.com/post/**"),
            oembed="https://www.tumblr.com/oembed/1.0",
        ),
    ),
    Provider(
        "Mastodon",
        (
            *rules(
                "mastodon.social/@*/{number}",
                frame="https://mastodon.social/@{1}/{2}/embed",
                shape="post",
                oembed="https://mastodon.social/api/oembed",
            ),
            *rules("*/@*/{number}"),
        ),
    ),
)
"""The last has addresses on any host."""
