"""Page furniture: what news pages put around, into and after an article, and how it is worded.

The table is the project's own, from reading news pages; it holds wordings, not sites. A row is
``(effect, pattern, reason)``. Patterns are matched at the start of a block, case ignored; ``$``
is written where the whole block has to match.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tightrope.stages.cleaning.blocks import Block


class Effect(StrEnum):
    """What a piece of furniture says about its surroundings."""

    ALONE = "alone"  # it goes, what stands around it is not touched
    LIST = "list"  # it heads a list of links: what is no prose after it goes too
    END = "end"  # articles do not go on after it


@dataclass(frozen=True, slots=True)
class Furniture:
    effect: Effect
    reason: str


_NETWORK = (
    r"(?:facebook|twitter|x|instagram|youtube|linked ?in|pinterest|reddit|tumblr|whats ?app|telegram"
    r"|google ?\+?|google plus|email|e-mail|mail|print|sms|flipboard|pocket|vk|vkontakte|odnoklassniki"
    r"|messenger|snapchat|tik ?tok|rss|viber|line|weibo|wechat|threads|bluesky|mastodon|copy(?: link| url)?"
    r"|share|tweet|pin(?: it)?|like|save|comments?|text|more|fb|truth social|digg|stumbleupon|buffer|gab|parler)"
)
_DATE_WORD = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{2,4})"
)

_ROWS: tuple[tuple[str, str, str], ...] = (
    # Sharing
    ("alone", rf"(?:{_NETWORK}[\s,|/·•&]*)+(?:\d[\d.,]*[km]?)?$", "share links"),
    ("alone", r"(?:click to )?(?:share|tweet|email|print|pin|post|send|forward|whatsapp)\s+(?:this|on|via|to|by|with|it|article|story|the)\b.{0,60}$", "share links"),
    ("alone", r"(?:share|shares|share this|share this (?:article|story|post|entry|page|on)|sharing options|show more sharing options|more sharing options|view more sharing options|spread the (?:word|love))\b.{0,40}$", "share links"),
    ("alone", r"\d[\d.,]*\s*[km]?\s*(?:shares?|views?|likes?|retweets?|reads?|tweets?|total views|replies|followers|points?|votes?)\b.{0,20}$", "reader counts"),
    ("alone", r"(?:follow|like|find|join|connect with|subscribe to|tweet|reach|contact|email|e-mail|write to)\s+(?:us|me|him|her|them|our|the (?:author|writer|reporters?|journalist)|[\w.'’ ]{2,40})\s+(?:on|at|via|and follow)\s+.{2,120}$", "follow-us line"),
    ("alone", r"(?:follow|like|find)\s+(?:us|me|him|her|@\w+|[\w.'’ ]{2,30} on (?:twitter|facebook|instagram))\b.{0,80}$", "follow-us line"),
    ("alone", r"(?:for|get) (?:all )?(?:the )?(?:latest|more|breaking) .{0,80}(?:follow|download|subscribe|click|app|inbox|stay tuned|channel|alerts?)\b.{0,150}$", "follow-us line"),
    ("alone", r"(?:download|get|install) (?:the|our) .{0,40}\bapp\b.{0,80}$", "app advertisement"),
    # Links to other articles
    ("alone", r"(?:read|see|watch|view|also|must|more|learn|listen|explore|check out)(?: (?:also|more|next|now|on|here|too|the full story|full story|it here|this|about))?\s*[:|–—-]\s*\S.{5,200}$", "link to another article"),
    ("alone", r"(?:also read|read also|read more|see also|must read|also see|more on this|read next|don['’]t miss|you may also like|recommended|related(?: (?:story|article|news|post|coverage|video))?|more from [\w .'’]{2,40}|in case you missed it|icymi|editor['’]s picks?|promoted|watch(?: (?:now|live|video|below|more))?)\s*[:|–—>»-]+\s*.{0,200}$", "link to another article"),
    ("list", r"(?:related|related (?:content|articles?|stories|news|posts?|topics?|links?|coverage|videos?|reading|items?|to this story|searches)|see also|also read|read (?:also|more|next|these next|this next|on)|more (?:on this(?: story)?|from .{2,50}|stories.{0,40}|news|in .{2,30}|like this|coverage|to explore|to read|videos?|articles?|about this|headlines|top stories)|most (?:popular|read|viewed|shared|commented|recent|watched|discussed|emailed).{0,30}|popular(?: (?:now|posts?|stories|articles?|news|this week|right now|on .{2,30}|in .{2,30}))?|trending.{0,30}|recommended.{0,40}|you (?:may|might) (?:also )?(?:like|be interested in|enjoy|have missed).{0,20}|don['’]t miss.{0,20}|what to read next|top (?:stories|news|headlines|posts|videos|picks).{0,20}|latest (?:news|stories|posts?|articles?|videos?|headlines|updates|from .{2,30}|in .{2,30}).{0,20}|editor['’]?s?['’]? (?:picks?|choice)|must[- ]read.{0,20}|in this (?:article|story|section)|around the web|from (?:the|around the) (?:web|archives?)|from our (?:partners?|sponsors?)|sponsored(?: (?:content|links|stories))?|promoted(?: (?:content|stories))?|paid content|featured(?: (?:stories|posts|articles|videos?|news))?|recent (?:posts?|stories|articles?|comments|news)|random posts|similar (?:articles?|posts?|stories|news)|other (?:stories|news|articles?|posts)|next (?:article|story|up|post)|up next|previous(?: (?:article|story|post))?|photo galler(?:y|ies)|today['’]s (?:top|headlines|paper).{0,20}|in pictures|story timeline|continue reading|keep reading|news in (?:pictures|brief)|best of .{2,30}|watch(?: (?:next|now|more|live))?|videos?|you may like these posts|more from (?:the )?author|suggested (?:for you|reading)|explore more|discover more)\s*[:»>…]?$", "list of other articles"),
    ("list", r"(?:filed under|tagged(?: (?:with|as|under|in))?|tags?|topics?|categories|category|keywords|related tags|posted in|read more about|more about|in this story|subjects?|sections?|companies|people|places|hashtags?|labels)\s*(?:[:»]|$).{0,200}$", "tags"),
    ("alone", r"(?:previous|next|older|newer|prev)(?: (?:article|story|post|entry|page|slide|up|gallery|image|photo|posts|stories))?\s*[»›>→:]*$", "page navigation"),
    ("alone", r"(?:[«‹<←]+\s*)?(?:back to (?:top|home|gallery|the top|article|news|.{2,20})|scroll to top|skip to .{2,40}|jump to .{2,40}|go to .{2,30}|return to .{2,30}|top of page|page \d+(?: of \d+)?|\d+ of \d+|\d+\s*/\s*\d+|view (?:all|more|comments|gallery|full .{2,20}|slideshow|photos|original|this .{2,30}|as .{2,20}|profile|archive).{0,30}|see (?:all|more|full|also|latest|the full).{0,40}|show (?:all|more|less|comments|caption|hide|me).{0,20}|hide (?:caption|comments)?|load(?:ing)?(?: more.{0,20})?\s*(?:\.\.\.|…)?|expand|collapse|close|menu|search|open (?:menu|search|in .{2,20})|toggle .{2,30}|(?:click|tap) (?:here|to|on|the) .{2,80}|enlarge(?: (?:this )?image)?|full ?screen|play(?: video| now)?|pause|mute|unmute|replay|video player is loading\.?|advance to .{2,30}|continue (?:reading|to .{2,40}).{0,40}|read (?:full|the full|full story|more|less|on|now|later|article|it|original|in app).{0,40}|more\s*[»›>→…]*|learn more\s*[»›>→…]*|details|home|you are (?:at|here|now).{0,60}|exit mobile version|mobile version|desktop version|print(?: (?:edition|this|article|page))?|font size.{0,20}|text size.{0,20}|increase .{0,20}|decrease .{0,20}|a ?a ?a|listen(?: to (?:this )?(?:article|story).{0,30})?|\d+ ?:\d\d(?: ?/ ?\d+ ?:\d\d)?|bookmark.{0,20}|gift (?:this )?article|add (?:to|as|a) .{2,40}|report (?:this|an|a) .{2,40}|edit|permalink|reprints?.{0,30}|rights & permissions)[\s:»›>→]*$", "page navigation"),
    # Comments
    ("end", r"(?:(?:leave|post|write|add|submit|make|be the first to|join|have your say|what do you think|start|view|show|read|see|hide|load)\b.{0,20}\b(?:repl(?:y|ies)|comments?|discussion|conversation|response)\b.{0,60}|(?:no|\d+|one|all|reader|user|top|facebook|your|view|show)\s+(?:comments?|replies|responses?|thoughts?|reactions?)\b.{0,80}|comments?(?: (?:are closed|closed|section|policy|\(\d+\)|\d+|on this.{0,20}|for this.{0,20}))?\.?|discussion|leave a reply.{0,40}|discussion policy|join the conversation.{0,60}|have your say.{0,20}|disqus.{0,40}|recent comments|reader comments.{0,10}|responses?|conversation)\s*[:.!+()\d-]*$", "comments and comment form"),
    ("end", r"(?:your email address will not be published|please enter your (?:comment|name|email)|you must be (?:logged in|registered)|save my name,? email|required fields are marked|this site uses akismet|please enable javascript|want to join the discussion|feel free to contribute|log ?in (?:to|or) .{0,40}comment|sign in to comment|commenting|we (?:have|reserve|encourage|welcome|moderate) .{0,60}comments?|view the discussion thread|powered by disqus|notify me of|to comment on this|please read our commenting|by (?:posting|submitting) (?:a )?comment)\b.{0,400}$", "comments and comment form"),
    ("alone", r"(?:name|email|website|comment|url|your name|your email|first name|last name|captcha|submit|send|reply|cancel reply|post comment|reply to|report|like|dislike|quote|subject|phone|zip code|country|message)\s*\*?\s*:?$", "comments and comment form"),
    # Newsletters, subscriptions, accounts
    ("alone", r"(?:sign ?up|subscribe|register|join|get|receive|enter your|stay (?:up|informed|in|connected|tuned|on top)|want (?:more|the)|don['’]t miss|never miss|be the first|like what you|thank you for (?:subscribing|signing|reading|registering|your)|thanks for (?:subscribing|signing|reading)|already (?:a|have|subscribed|registered)|not a (?:subscriber|member)|become a|support (?:our|independent|quality|us|the)|to (?:continue|read|access|get) (?:reading|the full|full|this|unlimited|our|the latest|more)|you (?:have|['’]ve) (?:reached|read|successfully|\d+|been)|if you (?:like|enjoy|value|appreciate)(?:d)? (?:this|our|what)|our (?:daily|weekly|free|morning)|by (?:signing|clicking|subscribing|entering|submitting|providing|registering|continuing|using)|please (?:sign|log|subscribe|enter|check|try|enable|turn|disable|whitelist|consider)|this (?:content|story|article) is (?:only|for|exclusive|available)|unlock|create (?:a |an |your )|log ?in|sign ?in|it['’]s free|a confirmation|an error (?:has )?occurred|invalid|success!|we(?:['’]ve| have) sent|check your inbox|verify your|your (?:account|subscription|email|inbox))\b(?=.{0,250}(?:newsletter|e-?mail|inbox|subscri|sign ?up|sign ?in|log ?in|account|alert|notification|member|register|updates|free|premium|trial|donat|contribut|journalism|ad ?block|privacy|terms|digital access|unlimited|app\b)).{0,400}$", "newsletter or subscription"),
    ("alone", r"(?:newsletters?|newsletter sign ?up|sign ?up|sign ?in|log ?in|login|log ?out|register|subscribe(?: (?:now|today|here|for .{2,20}|to .{2,40}))?|subscriptions?|sign ?in ?/ ?(?:join|sign ?up|register)|subscribe ?sign ?in|my account|account|e-?paper|follow(?:ing)?|unfollow|get it|go|ok|accept(?: all)?|got it|i agree|dismiss|no,? thanks?|not now|donate(?: now)?|support us|become a member|get started|try (?:it )?(?:now|free).{0,20}|contact(?: us)?|about(?: us)?|advertise(?: with us)?|careers|jobs|feedback|help|faqs?|sitemap|site map|rss(?: feeds?)?|live(?: tv| now| updates)?|breaking(?: news)?|e-?mail alerts|alerts|share your (?:thoughts|story|opinion).{0,40})\s*[:!»›>→]*$", "page navigation"),
    # Legal
    ("end", r"(?:(?:©|\(c\)|copyright\b|&copy;).{0,250}|.{0,80}\ball rights? reserved\b.{0,200}|.{0,60}©\s*(?:copyright)?\s*\d{4}.{0,120})$", "copyright line"),
    ("alone", r"(?:privacy(?: (?:policy|notice|statement|settings|center|and cookies?|& cookies?))?|cookies?(?: (?:policy|notice|settings|preferences|consent))?|terms(?: (?:of (?:use|service|sale)|and conditions|& conditions|of use.{0,40}))?|disclaimer|do not sell.{0,40}|ad ?choices|accessibility.{0,30}|legal(?: notice)?|imprint|code of (?:ethics|conduct)|editorial (?:policy|guidelines|standards|code)|corrections?|ethics policy|fact[- ]check(?:ing)? policy|complaints?|ownership.{0,30}|manage (?:consent|preferences|cookies).{0,20})(?:\s*[|·•,/-]\s*.{0,150})?$", "legal links"),
    ("alone", r"(?:(?:we|our|this) (?:site|web ?site|page|partners?|use)?\s*(?:uses?|and our partners|use) .{0,20}cookies?|(?:by|if you) (?:using|continu(?:e|ing)|brows(?:e|ing)|clicking|clos(?:e|ing)) .{0,100}(?:cookies?|privacy|terms)|cookies? (?:help|are|on|enable)\b).{0,500}$", "cookie notice"),
    ("alone", r"(?:(?:this|the) (?:article|story|post|report|material|content|copy|news item|feature|piece) (?:may not|was|has been|is|first|originally|appeared|contains|includes).{0,120}(?:publish|appear|syndicat|reproduc|affiliate|edited by|generated|republish|redistribut|staff|feed|commission|print|version|licen[sc]e).{0,200}|(?:except for the headline|with the exception of the headline|only the headline).{0,250}|(?:this|the) (?:story|article) (?:has not been|hasn['’]t been|is) (?:edited|published|auto).{0,200}|(?:material from|the associated press contributed|reporting by|editing by|writing by|additional reporting|compiled by|our standards:|the views expressed|the opinions expressed|views expressed|opinions expressed|disclaimer:|disclosure:|note:.{0,20}affiliate|(?:we|[\w .]{2,30}) may (?:earn|receive|get) .{0,30}commission|ftc:|as an amazon associate|products? (?:featured|recommended)).{0,300})$", "publisher's note"),
    # Advertisements
    ("alone", r"(?:[-–—\s]*(?:advertis?e?ments?|ads?|publicité|werbung|anzeige|sponsored(?: content| by.{0,30})?|promoted(?: content| by.{0,30})?|ad feedback|paid (?:post|content|partner content)|story continues(?: below)?.{0,40}|article continues.{0,40}|scroll (?:down )?(?:to|for) .{0,40}|continue reading below.{0,20}|(?:report|hide|skip|close|remove) (?:this )?ads?|why this ad\??|ad ?choices.{0,10}|advertise(?: here| with us)?|from our sponsors?|content continues.{0,30}|loading advertisement.{0,10}|powered by .{2,40}|brought to you by .{2,60})[-–—\s.…]*)$", "advertisement"),
    # Tickers, weather, live bars
    ("alone", r".{0,60}(?:[▲▼△▽↑↓]|\b(?:increased|decreased|unchanged)\s+by\b).{0,80}\d.{0,80}$", "market ticker"),
    ("alone", r"(?:[\w&. ]{2,20}:?\s*\d[\d,.]*\s*[+-]\s?\d[\d,.]*(?:\s*\([+-]?\s?\d[\d.,]*\s*%\))?\s*)+$", "market ticker"),
    ("alone", r".{0,40}\b\d{1,3}\s*°\s*[cf]?\b.{0,60}$", "weather bar"),
    # Pictures
    ("alone", r"(?:(?:photo|image|picture|video|photograph|pic|graphic|illustration|screengrab|screenshot|file photo|file image|representational image|main image|featured image|cover (?:photo|image)|credits?|source|photos?|images?)(?:\s+(?:credits?|source|courtesy(?: of)?|by|via|copyright|caption))?\s*[:/|©]\s*.{1,150}|(?:photo|image|picture|photos|images|illustration|graphic|video)\s+(?:credits?|courtesy(?: of)?|by|via|copyright)\s+.{2,100}|(?:getty(?: images)?|afp|reuters|ap(?: photo)?|associated press|epa|anadolu|shutterstock|istock(?:photo)?|alamy|pti|ani|xinhua|unsplash|pixabay|bloomberg|file)(?:\s*[/|,-]\s*[\w .'’]{2,50})*(?:\s+via\s+.{2,40})?|©\s?[\w .'’/-]{2,60}|image \d+ of \d+|\[?(?:image|photo|file|picture)[^\]]{0,80}\]?)$", "picture caption or credit"),
    ("alone", r".{0,400}(?:[(\[]\s*(?:photo|image|picture|file|credit|source|getty|afp|reuters|ap|epa|via)\b[^)\]]{0,80}[)\]]|\b(?:photo|image|picture)\s*(?:credit|:)\s*[\w .'’/&-]{2,60}|(?:/|via |\| ?)(?:getty images|afp|reuters|ap photo|shutterstock|epa|bloomberg|anadolu)(?:/[\w ]{2,30})?|\(ap photo/.{2,40}\))\.?$", "picture caption or credit"),
    # Authors' boxes
    ("list", r"(?:about (?:the )?(?:author|writer|contributor)s?|author(?: (?:bio|profile|info|details))?|written by|the author|contributors?|meet the author|author['’]s? (?:column|box))\s*:?$", "author box"),
    ("alone", r"(?:the (?:writer|author|columnist)s? (?:is|are|was|can be|has|teaches|tweets|works)|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} (?:is|was) (?:a|an|the) (?:\w+[ -]){0,5}(?:reporter|correspondent|writer|editor|journalist|columnist|contributor|blogger|staff writer)\b)(?-i:.{0,400})$", "author box"),
    # Contact lines and addresses of the web
    ("alone", r"(?:https?://\S+|www\.\S+|\S+@\S+\.\w{2,10}|@\w{2,30})(?:\s+\S+){0,2}$", "web address"),
    ("alone", r"(?:\[[^\]]{0,60}\]|[-–—_*•·|/\\.…,:;=+×✕✖>»›<«#]{1,40}|\d{1,3}\.?|[a-z]|n/?a)$", "stray mark"),
)  # fmt: skip  # noqa: E501
_LONGEST = 700


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Furniture], ...]:
    return tuple(
        (re.compile(pattern, re.IGNORECASE), Furniture(Effect(effect), reason))
        for effect, pattern, reason in _ROWS
    )


def furniture_of(block: Block) -> Furniture | None:
    """What kind of furniture a block is by its wording; None when it may be part of an article."""
    text = block.text.strip(" *_•·▪●|>»").strip()
    if len(text) > _LONGEST:
        return None
    for pattern, furniture in _compiled():
        if pattern.match(text):
            return furniture
    return None
