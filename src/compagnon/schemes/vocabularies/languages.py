"""Languages people teach and speak, by BCP-47 code. Sign languages are languages."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary


@dataclass(frozen=True)
class Language(Choice):
    """A language: its key is its BCP-47 code, `local_name` the name it gives itself."""

    local_name: str = ""
    is_signed: bool = False


def _spoken(code: str, english: str, local_name: str = "", *aliases: str) -> Language:
    return Language(code, english, (*aliases, *filter(None, [local_name])), local_name or english)


def _signed(code: str, english: str, *aliases: str) -> Language:
    return Language(code, english, aliases, english, is_signed=True)


_TAUGHT_MOST = (
    _spoken("fr", _("French"), "français"),
    _spoken("de", _("German"), "Deutsch"),
    _spoken("es", _("Spanish"), "español", "Castilian", "castellano"),
    _spoken("it", _("Italian"), "italiano"),
    _spoken(
        "zh",
        _("Chinese (Mandarin)"),
        "中文",
        "Mandarin",
        "Mandarin Chinese",
        "Chinese",
        "普通话",
        "汉语",
    ),
    _spoken("ja", _("Japanese"), "日本語"),
    _spoken("ru", _("Russian"), "русский"),
    _spoken("ar", _("Arabic"), "العربية"),
    _spoken("ur", _("Urdu"), "اردو"),
    _spoken("la", _("Latin"), "latina"),
    _spoken("grc", _("Ancient Greek"), "", "Classical Greek"),
)

_OF_THESE_ISLANDS = (
    _spoken(
        "en", _("English"), "", "EAL", "ESOL", "English as an additional language", "EFL", "TEFL"
    ),
    _spoken(
        "cy",
        _("Welsh"),
        "Cymraeg",
        "Welsh first language",
        "Welsh second language",
        "Welsh as a second language",
    ),
    _spoken("ga", _("Irish"), "Gaeilge", "Irish Gaelic"),
    _spoken("gd", _("Scottish Gaelic"), "Gàidhlig", "Gaelic", "Scots Gaelic"),
    _spoken("sco", _("Scots"), "Scots leid", "Ulster Scots"),
    _spoken("kw", _("Cornish"), "Kernewek"),
    _spoken("gv", _("Manx"), "Gaelg", "Manx Gaelic"),
    _spoken("nrf", _("Jèrriais and Guernésiais"), "Jèrriais", "Guernésiais", "Jersey French"),
    _spoken("rom", _("Romani"), "romani čhib", "Romany", "Romanes"),
    _signed("bfi", _("British Sign Language"), "BSL"),
    _signed("isg", _("Irish Sign Language"), "ISL"),
)

_EUROPE = (
    _spoken("sq", _("Albanian"), "shqip"),
    _spoken("hy", _("Armenian"), "հայերեն"),
    _spoken("eu", _("Basque"), "euskara"),
    _spoken("bs", _("Bosnian"), "bosanski"),
    _spoken("bg", _("Bulgarian"), "български"),
    _spoken("ca", _("Catalan"), "català", "Valencian"),
    _spoken("hr", _("Croatian"), "hrvatski"),
    _spoken("cs", _("Czech"), "čeština"),
    _spoken("da", _("Danish"), "dansk"),
    _spoken("nl", _("Dutch"), "Nederlands", "Flemish"),
    _spoken("et", _("Estonian"), "eesti"),
    _spoken("fi", _("Finnish"), "suomi"),
    _spoken("gl", _("Galician"), "galego"),
    _spoken("ka", _("Georgian"), "ქართული"),
    _spoken("el", _("Modern Greek"), "ελληνικά", "Greek"),
    _spoken("hu", _("Hungarian"), "magyar"),
    _spoken("is", _("Icelandic"), "íslenska"),
    _spoken("lv", _("Latvian"), "latviešu"),
    _spoken("lt", _("Lithuanian"), "lietuvių"),
    _spoken("mt", _("Maltese"), "Malti"),
    _spoken("no", _("Norwegian"), "norsk"),
    _spoken("pl", _("Polish"), "polski"),
    _spoken("pt", _("Portuguese"), "português", "Brazilian Portuguese"),
    _spoken("ro", _("Romanian"), "română", "Moldovan"),
    _spoken("sr", _("Serbian"), "српски", "srpski"),
    _spoken("sk", _("Slovak"), "slovenčina"),
    _spoken("sl", _("Slovenian"), "slovenščina"),
    _spoken("sv", _("Swedish"), "svenska"),
    _spoken("tr", _("Turkish"), "Türkçe"),
    _spoken("uk", _("Ukrainian"), "українська"),
    _spoken("yi", _("Yiddish"), "ייִדיש"),
    _spoken("eo", _("Esperanto"), "esperanto"),
)

_ASIA = (
    _spoken("bn", _("Bengali"), "বাংলা", "Bangla"),
    _spoken("my", _("Burmese"), "မြန်မာ"),
    _spoken("yue", _("Cantonese"), "廣東話", "Chinese (Cantonese)", "粵語"),
    _spoken("prs", _("Dari"), "دری"),
    _spoken("fil", _("Filipino"), "", "Tagalog"),
    _spoken("gu", _("Gujarati"), "ગુજરાતી"),
    _spoken("he", _("Modern Hebrew"), "עברית", "Hebrew", "Ivrit"),
    _spoken("hbo", _("Biblical Hebrew"), "", "Classical Hebrew"),
    _spoken("hi", _("Hindi"), "हिन्दी"),
    _spoken("id", _("Indonesian"), "Bahasa Indonesia"),
    _spoken("kk", _("Kazakh"), "қазақ тілі"),
    _spoken("ko", _("Korean"), "한국어"),
    _spoken("ku", _("Kurdish (Kurmanji)"), "kurdî", "Kurdish", "Kurmanji"),
    _spoken("ckb", _("Kurdish (Sorani)"), "کوردی", "Sorani"),
    _spoken("ms", _("Malay"), "Bahasa Melayu"),
    _spoken("ml", _("Malayalam"), "മലയാളം"),
    _spoken("mr", _("Marathi"), "मराठी"),
    _spoken("ne", _("Nepali"), "नेपाली"),
    _spoken("pa", _("Panjabi"), "ਪੰਜਾਬੀ", "Punjabi", "پنجابی"),
    _spoken("ps", _("Pashto"), "پښتو", "Pushto"),
    _spoken("fa", _("Persian"), "فارسی", "Farsi"),
    _spoken("si", _("Sinhala"), "සිංහල", "Sinhalese"),
    _spoken("syl", _("Sylheti"), "ছিলটি"),
    _spoken("ta", _("Tamil"), "தமிழ்"),
    _spoken("te", _("Telugu"), "తెలుగు"),
    _spoken("th", _("Thai"), "ไทย"),
    _spoken("uz", _("Uzbek"), "oʻzbek"),  # noqa: RUF001 -- this letter is Uzbek
    _spoken("vi", _("Vietnamese"), "Tiếng Việt"),
)

_AFRICA = (
    _spoken("af", _("Afrikaans")),
    _spoken("am", _("Amharic"), "አማርኛ"),
    _spoken("ha", _("Hausa")),
    _spoken("ig", _("Igbo")),
    _spoken("ln", _("Lingala"), "lingála"),
    _spoken("om", _("Oromo"), "Afaan Oromoo"),
    _spoken("sn", _("Shona"), "chiShona"),
    _spoken("so", _("Somali"), "Soomaali"),
    _spoken("sw", _("Swahili"), "Kiswahili"),
    _spoken("ti", _("Tigrinya"), "ትግርኛ"),
    _spoken("ak", _("Twi"), "", "Akan", "Fante"),
    _spoken("wo", _("Wolof")),
    _spoken("yo", _("Yoruba"), "Yorùbá"),
    _spoken("zu", _("Zulu"), "isiZulu"),
)

LANGUAGES = Vocabulary(
    "languages", _("Languages"), (*_TAUGHT_MOST, *_OF_THESE_ISLANDS, *_EUROPE, *_ASIA, *_AFRICA)
)
