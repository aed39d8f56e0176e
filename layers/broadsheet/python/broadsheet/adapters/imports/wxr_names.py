"""Names that mean something in a post: languages of programs, elements of HTML, shortcodes.

Only what is named here is a shortcode. A word in brackets that is not stays a word in brackets.
"""

LANGUAGES = frozenset(
    {"actionscript3", "as3", "actionscript", "applescript", "arduino", "asm", "awk", "bash", "sh"}
    | {"shell", "zsh", "bat", "dos", "coldfusion", "cf", "clojure", "clj", "cpp", "c", "c++", "c#"}
    | {"c-sharp", "csharp", "css", "scss", "sass", "less", "delphi", "pas", "pascal", "diff"}
    | {"patch", "elixir", "erl", "erlang", "fortran", "fsharp", "go", "golang", "groovy"}
    | {"haskell", "hs", "html", "html5", "html4strict", "ini", "java", "java5", "javafx", "jfx"}
    | {"javascript", "jquery", "js", "jscript", "json", "jsx", "kotlin", "latex", "lisp", "lua"}
    | {"makefile", "matlab", "matlabkey", "mysql", "objc", "obj-c", "objective-c", "ocaml", "perl"}
    | {"pl", "php", "phtml", "plain", "plaintext", "plsql", "powershell", "prolog", "ps"}
    | {"py", "python", "r", "rails", "rb", "ror", "ruby", "rust", "rsplus", "scala", "scheme"}
    | {"splus", "sql", "swift", "tcl", "tex", "tsql", "ts", "typescript", "vb", "vb.net", "vbnet"}
    | {"vbscript", "verilog", "vhdl", "vim", "xhtml", "xml", "xslt", "yaml", "yml"}
)
"""By which SyntaxHighlighter, GeSHi and Enlighter know a language, as a shortcode too."""

MARKUP = frozenset(
    {"html", "html5", "html4strict", "xhtml", "xml", "xslt", "php", "phtml", "jsx", "markup"}
    | {"asp", "aspx", "jsp", "cf", "coldfusion", "vue", "svelte", "svg", "erb", "rails"}
)
"""Languages with tags in them."""

HTML = frozenset(
    {"a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base"}
    | {"basefont", "bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button"}
    | {"canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd"}
    | {"del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset"}
    | {"figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "image"}
    | {"input", "ins", "kbd", "keygen", "label", "legend", "li", "link", "listing", "main", "map"}
    | {"mark", "marquee", "menu", "menuitem", "meta", "meter", "nav", "nobr", "noembed"}
    | {"noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param"}
    | {"picture", "plaintext", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s"}
    | {"samp", "script", "search", "section", "select", "slot", "small", "source", "span"}
    | {"strike", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "template"}
    | {"textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var"}
    | {"video", "wbr", "xmp", "svg", "path", "g", "rect", "circle", "defs", "use", "polygon"}
    | {"line", "polyline", "ellipse", "text", "tspan", "math", "mi", "mn", "mo", "mrow", "mfrac"}
    | {"msup", "msub", "msubsup", "mroot", "msqrt", "mtext", "mtable", "mtr", "mtd", "mstyle"}
    | {"semantics", "annotation", "munder", "mover", "munderover", "mspace", "mpadded"}
    | {"user", "ilayer", "layer", "nolayer", "spacer", "multicol", "isindex", "nextid"}
)
"""Elements of HTML, of today and of long ago, and those of SVG and MathML that posts have."""

FAMILIES = (
    *("vc_", "wpb_", "et_pb_", "fusion_", "fl_builder", "su_", "nectar_", "tve_", "thrive_"),
    *("themify_", "siteorigin_", "elementor", "stm_", "td_block", "tatsu_", "qode_", "eltd_"),
    *("edgtf_", "mkdf_", "porto_", "woodmart_", "penci_", "cmsms_", "bt_bb_", "ts_vcsc", "tm_pb_"),
    *("db_pb_", "vcex_", "ihc-", "one_half", "one_third", "two_third", "one_fourth"),
    *("three_fourth", "one_fifth", "one_sixth", "kleo_", "woocommerce_", "wpforms", "mc4wp"),
    *("rev_slider", "ngg_", "wp_ulike", "jetpack_", "superb_", "ultimate_", "avia_", "rcp_"),
)
"""How the shortcodes of page builders, themes and shops begin: their layout goes, their words
stay."""

SHORT_FAMILIES = (
    *("av_", "mk_", "cs_", "x_", "kc_", "fw_", "mpc_", "ult_", "dt_", "ux_", "gem_", "thb_"),
    *("bs_", "ozy_", "dnd_", "mp_", "wc_", "ct_", "ot_", "sc_"),
)
"""The same, but a word in brackets may begin so too: only with more is it a shortcode."""

LEFT_OUT = frozenset(
    {"contact-form", "contact-form-7", "contact-field", "gravityform", "gravityforms", "formidable"}
    | {"ninja_form", "ninja_forms", "wpforms", "mc4wp_form", "mc4wp_checkbox", "newsletter_form"}
    | {"newsletter", "mailpoet_form", "wysija_form", "rev_slider", "layerslider", "metaslider"}
    | {"smartslider3", "soliloquy", "nggallery", "ngg_images", "slideshow", "imagebrowser"}
    | {"singlepic", "album", "envira-gallery", "foogallery", "justified_image_grid", "table"}
    | {"tablepress", "table-info", "wpdatatable", "wpdatachart", "visualizer", "chart"}
    | {"ninja_tables", "ninja_charts", "poll", "total-poll", "democracy", "polldaddy"}
    | {"crowdsignal", "wpvideo", "videopress", "products", "product", "product_page", "add_to_cart"}
    | {"product_category", "product_categories", "recent_products", "featured_products"}
    | {"sale_products", "best_selling_products", "related_products", "top_rated_products"}
    | {"shop_messages", "order_tracking", "recent-posts", "recent_posts", "display-posts"}
    | {
        "list-posts",
        "related_posts",
        "related-posts",
        "yarpp",
        "catlist",
        "archives",
        "wp_archives",
    }
    | {"sitemap", "wp_sitemap_page", "toc", "ez-toc", "no_toc", "google_map", "gmap"}
    | {"wpgmza", "map", "mappress", "leaflet-map", "leaflet-marker", "adsense", "ad", "adrotate"}
    | {"the_ad", "the_ad_group", "social", "social_share", "sharethis", "addtoany", "ssba", "share"}
    | {"jetpack-related-posts", "jetpack_subscription_form", "subscribe2", "blog_subscription_form"}
    | {"googleapps", "ai1ec", "events", "tribe_events", "event_form", "bbp-forum-index", "raw"}
    | {"noformat", "clear", "divider", "hr", "spacer", "separator", "space", "gap", "row", "column"}
    | {"columns", "col", "section", "container", "dropcap", "button", "box", "message", "notice"}
    | {"note", "info", "warning", "alert", "tabs", "tab", "tabgroup", "accordion", "toggle"}
    | {"accordion_item", "spoiler", "pullquote", "blockquote", "icon", "fa", "tooltip", "highlight"}
    | {"list", "callout", "cta", "slider", "slide", "carousel", "testimonial", "testimonials"}
    | {"learn_more", "member", "s2member", "private", "hide", "restrict", "content_protector"}
    | {"print_button", "donate", "paypal", "paypal-donation", "intense_heading", "wp-review"}
    | {"author_bio", "author", "widget", "post_content", "content_block", "expand", "read", "bg"}
)
"""Shortcodes without a family that are known for what they are: what they enclose stays."""


class ElementNames:
    """Implements `Container`: names of elements. What else is in angle brackets is text."""

    def __init__(self) -> None:
        self.others: dict[str, None] = {}

    def __contains__(self, name: object) -> bool:
        """Whether it is an element's: of HTML, of a plugin or an office program."""
        name = str(name)
        is_element = name in HTML or "-" in name or ":" in name
        if name and not is_element:
            self.others[name] = None
        return is_element
