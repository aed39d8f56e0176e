"""Our own part of the table: whose addresses are known, and what can be shown of them.

A short address (`vm.tiktok.com/…`) does not say what it leads to: it is a card, and nothing is
shown of it.
"""

from typing import Any

from broadsheet.domain.articles.provider import Provider, Rule, rules
from broadsheet.domain.articles.provider_posts import POSTS

_YOUTUBE: dict[str, Any] = {
    "oembed": "https://www.youtube.com/oembed",
    "pictures": ("i.ytimg.com",),
}
_YOUTUBE_FRAME = "https://www.youtube-nocookie.com/embed/{1}?autoplay=1&start={start}"
_LIST_FRAME = "https://www.youtube-nocookie.com/embed/videoseries?list={1}"
_VIMEO: dict[str, Any] = {
    "oembed": "https://vimeo.com/api/oembed.json",
    "pictures": ("i.vimeocdn.com",),
}
_VIMEO_FRAME = "https://player.vimeo.com/video/{1}?dnt=1&autoplay=1#t={start}s"
_VIMEO_UNLISTED = _VIMEO_FRAME.replace("#", "&h={2}#")
_MAP = "https://www.openstreetmap.org/export/embed.html?layer=mapnik&{map}"
_DATAWRAPPER = "https://datawrapper.dwcdn.net/{1}/"
_FLOURISH = "https://flo.uri.sh/{}/{{1}}/embed?auto=1"

_HEARD = ("track", "album", "playlist", "artist", "show", "episode")
_DAILYMOTION = "https://geo.dailymotion.com/player.html?video={1}&startTime={start}"
_DAILYMOTION_SAYS: dict[str, Any] = {
    "oembed": "https://www.dailymotion.com/services/oembed",
    "pictures": ("s1.dmcdn.net", "s2.dmcdn.net"),
}
_SPOTIFY: dict[str, Any] = {
    "shape": "sound",
    "oembed": "https://open.spotify.com/oembed",
    "pictures": ("i.scdn.co", "image-cdn-ak.spotifycdn.com", "image-cdn-fa.spotifycdn.com"),
}
_PODCAST = "https://embed.podcasts.apple.com/{1}/podcast/{2}/{3}"
_PLAYED = ("MP3", "M4A", "OGG", "OPUS", "WAV", "FLAC", "AAC", "MP4", "M4V", "WEBM", "MOV")
"""Files that a browser plays, by the ends of their names."""
# One by one: with a star for them, anybody's `google.example.org` would be Google's.
_COUNTRIES = (
    *("ae", "at", "be", "bg", "ca", "ch", "cl", "co.id", "co.il", "co.in", "co.jp", "co.ke"),
    *("co.kr", "co.ma", "co.nz", "co.th", "co.tz", "co.uk", "co.za", "com.ar", "com.au", "com.br"),
    *("com.co", "com.eg", "com.gh", "com.hk", "com.mx", "com.my", "com.ng", "com.pe", "com.ph"),
    *("com.pk", "com.sa", "com.sg", "com.tr", "com.tw", "com.ua", "com.vn", "cz", "de", "dk", "es"),
    *("fi", "fr", "gr", "hu", "ie", "iq", "it", "jo", "lk", "nl", "no", "pl", "pt", "ro", "rs"),
    *("ru", "se", "sk", "tn"),
)
_GOOGLE_MAP = "https://www.google.com/maps/d/embed?mid={}"
_DOCUMENT = "https://embed.documentcloud.org/documents/{1}/?embed=1"


def _spotify(kind: str) -> tuple[Rule, ...]:
    frame = f"https://open.spotify.com/embed/{kind}/"
    return (
        *rules(f"open.spotify.com/{kind}/*", frame=f"{frame}{{1}}", **_SPOTIFY),
        *rules(f"open.spotify.com/intl-*/{kind}/*", frame=f"{frame}{{2}}", **_SPOTIFY),
        *rules(
            *(f"open.spotify.com/embed/{kind}/*", f"open.spotify.com/embed-podcast/{kind}/*"),
            frame=f"{frame}{{1}}",
            shape="sound",
        ),
    )


PROVIDERS = (
    Provider(
        "YouTube",
        (
            *rules("youtube.com/embed/videoseries?list=*", frame=_LIST_FRAME, **_YOUTUBE),
            *rules("youtube-nocookie.com/embed/videoseries?list=*", frame=_LIST_FRAME),
            *rules(
                *("youtube.com/watch?v=*", "youtube.com/shorts/*", "youtube.com/live/*"),
                *("youtu.be/*", "youtube.com/embed/*", "music.youtube.com/watch?v=*"),
                frame=_YOUTUBE_FRAME,
                **_YOUTUBE,
            ),
            *rules("youtube-nocookie.com/embed/*", frame=_YOUTUBE_FRAME),
            *rules("youtube.com/playlist?list=*", frame=_LIST_FRAME, **_YOUTUBE),
            *rules("youtube.com/watch", "youtube.com/playlist"),
        ),
    ),
    Provider(
        "Vimeo",
        (
            *rules("vimeo.com/{number}", frame=_VIMEO_FRAME, **_VIMEO),
            *rules("vimeo.com/{number}/*", frame=_VIMEO_UNLISTED, **_VIMEO),
            *rules("player.vimeo.com/video/{number}?h=*", frame=_VIMEO_UNLISTED, **_VIMEO),
            *rules("player.vimeo.com/video/{number}", frame=_VIMEO_FRAME, **_VIMEO),
            *rules(
                *("vimeo.com/channels/*/{number}", "vimeo.com/groups/*/videos/{number}"),
                *("vimeo.com/showcase/*/video/{number}", "vimeo.com/album/*/video/{number}"),
                frame=_VIMEO_FRAME.replace("{1}", "{2}"),
                **_VIMEO,
            ),
            *rules("vimeo.com/event/{number}", "vimeo.com/showcase/{number}"),
        ),
    ),
    Provider(
        "SoundCloud",
        (
            *rules(
                "soundcloud.com/*/**",
                frame="https://w.soundcloud.com/player/?auto_play=true&url={url}",
                shape="sound",
                oembed="https://soundcloud.com/oembed",
                pictures=("i1.sndcdn.com",),
            ),
            *rules("on.soundcloud.com/*"),
        ),
    ),
    *POSTS,
    Provider(
        "OpenStreetMap",
        (
            *rules("openstreetmap.org", "openstreetmap.org/**", frame=_MAP, shape="map"),
            *rules("osm.org/go/*"),
        ),
    ),
    Provider(
        "Datawrapper",
        (
            *rules(
                *("datawrapper.dwcdn.net/*", "datawrapper.dwcdn.net/*/{number}"),
                frame=_DATAWRAPPER,
                shape="map",
                oembed="https://api.datawrapper.de/v3/oembed",
            ),
            *rules("datawrapper.de/_/*", frame=_DATAWRAPPER, shape="map"),
        ),
    ),
    Provider(
        "Flourish",
        tuple(
            rule
            for kind in ("visualisation", "story")
            for rule in (
                *rules(
                    *(f"flo.uri.sh/{kind}/{{number}}/embed", f"flo.uri.sh/{kind}/{{number}}"),
                    frame=_FLOURISH.format(kind),
                    shape="map",
                ),
                *rules(
                    f"public.flourish.studio/{kind}/{{number}}",
                    frame=_FLOURISH.format(kind),
                    shape="map",
                    oembed="https://app.flourish.studio/api/v1/oembed",
                ),
            )
        ),
    ),
    Provider(
        "Dailymotion",
        (
            *rules(
                *("dailymotion.com/video/*", "dai.ly/*"), frame=_DAILYMOTION, **_DAILYMOTION_SAYS
            ),
            *rules(
                *("dailymotion.com/embed/video/*", "geo.dailymotion.com/player.html?video=*"),
                frame=_DAILYMOTION,
            ),
        ),
    ),
    Provider(
        "Spotify",
        (*(rule for kind in _HEARD for rule in _spotify(kind)), *rules("spotify.link/*")),
    ),
    Provider(
        "Apple Podcasts",
        tuple(
            rule
            for host in ("podcasts.apple.com", "embed.podcasts.apple.com")
            for rule in (
                *rules(f"{host}/*/podcast/*/*?i=*", frame=_PODCAST + "?i={4}", shape="sound"),
                *rules(f"{host}/*/podcast/*/*", frame=_PODCAST, shape="sound"),
            )
        ),
    ),
    Provider(
        "Google Maps",
        (
            *rules(
                "google.com/maps/embed?pb=*",
                frame="https://www.google.com/maps/embed?pb={1}",
                shape="map",
            ),
            *rules(
                *("google.com/maps/d/embed?mid=*", "google.com/maps/d/viewer?mid=*"),
                frame=_GOOGLE_MAP.format("{1}"),
                shape="map",
            ),
            *rules(
                "google.com/maps/d/u/{number}/embed?mid=*",
                "google.com/maps/d/u/{number}/viewer?mid=*",
                frame=_GOOGLE_MAP.format("{2}"),
                shape="map",
            ),
            *rules("google.com/maps", "google.com/maps/**", "maps.google.com/**"),
            *rules("maps.app.goo.gl/*", "goo.gl/maps/*"),
            *(
                rule
                for country in _COUNTRIES
                for rule in rules(
                    *(f"google.{country}/maps", f"google.{country}/maps/**"),
                    f"maps.google.{country}/**",
                )
            ),
        ),
    ),
    Provider(
        "DocumentCloud",
        (
            *rules(
                "documentcloud.org/documents/*",
                frame=_DOCUMENT,
                shape="post",
                oembed="https://api.www.documentcloud.org/api/oembed/",
            ),
            *rules("embed.documentcloud.org/documents/*", frame=_DOCUMENT, shape="post"),
        ),
    ),
    Provider(
        "TED",
        rules(
            *("ted.com/talks/*", "embed.ted.com/talks/*"),
            frame="https://embed.ted.com/talks/{1}",
            oembed="https://www.ted.com/services/v1/oembed.json",
            pictures=("pi.tedcdn.com",),
        ),
    ),
    Provider(
        "Internet Archive",
        rules(
            *("archive.org/details/*", "archive.org/embed/*"),
            frame="https://archive.org/embed/{1}",
        ),
    ),
    Provider(
        "Infogram",
        (
            *rules(
                *("e.infogram.com/*", "infogram.com/*"),
                frame="https://e.infogram.com/{1}?src=embed",
                shape="map",
            ),
        ),
    ),
    Provider("Mixcloud", rules("mixcloud.com/*/*", oembed="https://app.mixcloud.com/oembed/")),
    Provider(
        "Flickr",
        (
            *rules(
                "flickr.com/photos/**",
                oembed="https://www.flickr.com/services/oembed/",
                pictures=("live.staticflickr.com",),
            ),
            *rules("flic.kr/**"),
        ),
    ),
    Provider(
        "Twitch", rules("twitch.tv/videos/{number}", "twitch.tv/*/clip/*", "clips.twitch.tv/*")
    ),
    *(Provider(name, rules(f"**.{name.lower()}", f"**.{name}")) for name in ("PDF", *_PLAYED)),
)
"""Ours. Whose frames have addresses of many hosts, as Mastodon's, have them for the largest: a
newspaper names others. A file is shown or played by the reader's own browser, which takes none in
a frame, and no page plays what another site has."""
