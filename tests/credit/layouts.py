"""Article pages as the common publishing systems lay them out, with a place for the byline and one for the foot.

Written for these tests after the systems' own theme documentation: the names of elements are theirs, the words ours.
"""

from __future__ import annotations

from tests.credit.pages import STORY, TEXT

PARAGRAPHS = TEXT.split("\n")
BODY = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
HEAD = STORY.headline
OTHER = "Council wants a second ferry before the summer"

LAYOUTS = {
    "wordpress": """<body class="single single-post"><header class="site-header"><nav><a href="/">Quay Courier</a></nav></header>
<main class="site-main"><article class="post type-post category-news"><header class="entry-header">
<h1 class="entry-title">{head}</h1><div class="entry-meta"><span class="posted-on"><time>March 3, 2026</time></span>
<span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author/x">{byline}</a></span></span></div></header>
<div class="entry-content">{body}<p>{foot}</p><div class="sharedaddy"><a href="#">Share</a></div></div>
<footer class="entry-footer"><span class="cat-links"><a href="/news">News</a></span></footer></article>
<section class="related-posts"><h3>Related</h3><article><h4><a href="/o">{other}</a></h4>
<span class="byline">by <a href="/author/x">{teaser}</a></span></article></section></main>
<aside class="widget-area"><h2>Latest</h2><ul><li><a href="/o">{other}</a></li></ul></aside></body>""",
    "blocks": """<body><div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title">Quay Courier</p></header>
<main class="wp-block-group"><h1 class="wp-block-post-title">{head}</h1><div class="wp-block-group is-layout-flex">
<div class="wp-block-post-author"><div class="wp-block-post-author__content"><p class="wp-block-post-author__name">{byline}</p></div></div>
<div class="wp-block-post-date"><time>3 March 2026</time></div></div><div class="entry-content wp-block-post-content">{body}
<p class="has-small-font-size"><em>{foot}</em></p></div>
<div class="wp-block-query"><h2>More</h2><ul class="wp-block-post-template"><li><h3><a href="/o">{other}</a></h3>
<p class="wp-block-post-author__name">{teaser}</p></li></ul></div></main></div></body>""",
    "drupal": """<body class="path-node"><div class="layout-container"><header role="banner"><a href="/">Quay Courier</a></header><main role="main">
<div class="block-page-title-block"><h1><span class="field field--name-title">{head}</span></h1></div>
<article class="node node--type-article"><div class="node__meta"><footer class="node__submitted">
<div class="field field--name-field-byline"><div class="field__item">{byline}</div></div><span>Tue, 03/03/2026</span></footer></div>
<div class="node__content"><div class="field field--name-body">{body}</div>
<div class="field field--name-field-source-note"><div class="field__item">{foot}</div></div></div></article>
<div class="views-element-container block"><h2>Read more</h2><div class="views-row"><h3><a href="/o">{other}</a></h3>
<div class="field--name-field-byline">{teaser}</div></div></div></main></div></body>""",
    "local paper": """<body class="tnt-asset"><div id="main-body-container"><article class="asset hnews article-asset"><div class="asset-masthead">
<header class="asset-header"><h1 class="headline"><span itemprop="name">{head}</span></h1><div class="meta">
<ul class="list-inline"><li><span class="tnt-byline" itemprop="author">{byline}</span></li><li class="visible-print"><time>Mar 3, 2026</time></li></ul>
</div></header></div><div class="asset-content"><div id="article-body" class="asset-body">
{body}<p><em>{foot}</em></p></div></div></article>
<div class="block trending"><h3>Most read</h3><ul><li><a href="/o">{other}</a> <span class="tnt-byline">{teaser}</span></li></ul></div></div></body>""",
    "television": """<body><div id="root"><header class="Navigation"><a href="/">Channel 3</a></header><main><div class="ArticlePage">
<div class="ArticlePage-headline-wrapper"><h1 class="ArticlePage-headline">{head}</h1></div>
<div class="ArticlePage-byline"><div class="ArticlePage-authorName">{byline}</div>
<div class="ArticlePage-datePublished">Posted 9:12 PM, Mar 03, 2026</div></div>
<div class="RichTextArticleBody"><div class="RichTextArticleBody-body">{body}<p>{foot}</p></div></div>
<div class="PromoList"><div class="Promo"><a class="Promo-title" href="/o">{other}</a><div class="Promo-byline">{teaser}</div></div></div>
</div></main></div></body>""",
    "generated classes": """<body><div id="__next"><div class="css-1q2w3e"><h1 class="css-9fjk2 e1h">{head}</h1><div class="css-7ab1">
<div class="css-00x1"><span class="css-aa91">{byline}</span></div><div class="css-xx"><time>3.3.2026</time></div></div>
<section class="css-body1">{body}</section><div class="css-foot2"><p class="css-p">{foot}</p></div>
<section class="css-more"><h2 class="css-h">More stories</h2><div class="css-card"><a href="/o"><h3>{other}</h3></a><span>{teaser}</span></div></section>
</div></div></body>""",
    "tables": """<body bgcolor=white><table width=760><tr><td><a href="/">Quay Courier</a></td></tr><tr><td><font size=+2><b><h1>{head}</h1></b></font>
<font size=-1>{byline}</font><br><font size=-2>March 3, 2026</font>{body}<p><font size=-2><i>{foot}</i></font></td>
<td width=160><b>Also today</b><br><a href="/o">{other}</a><br><font size=-2>{teaser}</font></td></tr></table></body>""",
    "amp": """<body><header class="amp-wp-header"><a href="/">Quay Courier</a></header><article class="amp-wp-article"><header class="amp-wp-article-header">
<h1 class="amp-wp-title">{head}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">{byline}</span></div>
<div class="amp-wp-meta amp-wp-posted-on"><time>2 days ago</time></div></header><div class="amp-wp-article-content">{body}<p>{foot}</p></div>
<footer class="amp-wp-article-footer"></footer></article><amp-list class="related"><h4><a href="/o">{other}</a></h4><p>{teaser}</p></amp-list></body>""",
    "microdata": """<body><main><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{head}</h1>
<div class="info"><span itemprop="author" itemscope><span itemprop="name">{byline}</span></span> <meta itemprop="datePublished" content="2026-03-03"></div>
<div itemprop="articleBody">{body}</div><div class="note">{foot}</div></div>
<div class="recommended"><a href="/o">{other}</a><span>{teaser}</span></div></main></body>""",
    "address": """<body><article><header><h1>{head}</h1></header><aside class="meta-column"><address aria-label="Contributor info">{byline}</address>
<div>Tue 3 Mar 2026</div></aside><div id="maincontent">{body}</div><div class="end-note"><p>{foot}</p></div></article>
<section data-component="more-on-this-story"><h2>More on this story</h2><a href="/o">{other}</a><p>{teaser}</p></section></body>""",
    "byline below": """<body><article class="story"><h1>{head}</h1><figure><img src="q.jpg" alt="The quay"><figcaption>The quay. Photo: Ida Holm</figcaption></figure>
<div class="story-body">{body}</div><div class="story-byline">{byline}</div><p class="story-note">{foot}</p></article>
<section class="teasers"><h2>Weitere Artikel</h2><h3><a href="/o">{other}</a></h3><p>{teaser}</p></section></body>""",
    "newsletter": """<body><div class="single-post"><div class="post-header"><h1 class="post-title">{head}</h1><h3 class="subtitle">A vote after three nights</h3>
<div class="profile-hover"><a href="/@x">{byline}</a></div><div class="pc-display-flex">Mar 03, 2026</div></div>
<div class="available-content"><div class="body markup">{body}<p>{foot}</p></div></div>
<div class="post-preview"><a href="/o">{other}</a><div class="meta">{teaser}</div></div></div></body>""",
}


def laid_out(name: str, *, byline: str, foot: str = "", teaser: str = "") -> str:
    """The page of a layout; ``teaser`` is who wrote another story that the page lists."""
    return (
        "<!doctype html><html>"
        + LAYOUTS[name].format(head=HEAD, body=BODY, other=OTHER, byline=byline, foot=foot, teaser=teaser)
        + "</html>"
    )
