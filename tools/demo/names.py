"""Names to invent people and places from. Nobody and no school in here is meant to exist."""

from typing import NamedTuple


class Family(NamedTuple):
    """Names that go together; `share`: how many of a hundred applicants, roughly; `regions`: empty means anywhere."""

    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]
    regions: tuple[str, ...] = ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


FAMILIES = (
    Family(
        42,
        _words(
            "Alice Harriet Joanna Laura Naomi Rebecca Philippa Verity Hannah Imogen Martin Oliver Simon Gareth Duncan"
            " Rupert Toby Adrian Clive Neil Frances Giles Hugo Isobel Judith Beatrice"
        ),
        _words(
            "Ashworth Barraclough Cattermole Dunstable Entwistle Fairweather Greenhalgh Hardcastle Illingworth Jessop"
            " Kershaw Longbottom Molyneux Nettleship Ormerod Pemberton Quarmby Rowbotham Sugden Thistlethwaite"
            " Wadsworth Yarwood Birtwhistle Coverdale Dewhurst Eccleston"
        ),
    ),
    Family(
        6,
        _words("Siân Lowri Gwenllïan Angharad Ffion Llŷr Siôn Gruffudd Tudur Heledd Mared Emyr"),
        _words("Prydderch Llywelyn Tŵr ap_Gwilym Bevan-Rhys Gwŷn Cadwaladr Ceredig"),
        ("Wales",),
    ),
    Family(
        6,
        _words("Mairi Catriona Eilidh Fergus Calum Isla Ruaridh Kirsty Struan Morag"),
        _words("MacAskill Drummond-Gray NicDhòmhnaill Colquhoun Abercrombie Dalrymple Farquharson"),
        ("Scotland",),
    ),
    Family(
        3,
        _words("Orla Niamh Caoimhe Dermot Ciarán Sorcha Conall"),
        _words("Ó_Dochartaigh McAllister-Quinn Mac_an_Bhaird Devenney McGlinchey"),
        ("Northern Ireland",),
    ),
    Family(
        16,
        _words(
            "Amina Fatima Imran Rabia Saima Tariq Yusuf Zainab Nadeem Sumaira Harpreet Gurdeep Priya Anjali Rohan"
            " Nikhil"
        ),
        _words(
            "Akhtar Bhatti Chaudhry Dhillon Farooqi Gill Hussaini Iyer Joshi Kapadia Lakhani Nair Pillai"
        ),
    ),
    Family(
        9,
        _words("Adaeze Babajide Chidi Efua Folasade Kwame Ngozi Temitope Wanjiru Yaw"),
        _words(
            "Adeyemi-Cole Boateng Chukwuma Danquah Eze Fapohunda Mensah-Brown Nwosu Okonjo Wekesa"
        ),
    ),
    Family(
        8,
        _words("Agnieszka Zbigniew Katarzyna Łukasz Oksana Dmytro Ioana Răzvan Jūratė"),
        _words(
            "Wiśniewska-Hall Kowalczyk Żurawska Bondarenko Shevchuk Ionescu Petrauskaitė Nowicki"
        ),
    ),
    Family(
        11,
        _words(
            "Amélie Benoît Chloé Mathéo Jürgen Annelie Björn Inés Joaquín Lucía Beppe Chiara Zoë Konstantinos"
        ),
        _words(
            "Delacroix-Webb Fontanel Lefèvre Grünewald Hölzel Schönfeld Ibáñez Nuñez-Clarke Ferrandini Castellucci"
            " Papadakis"
        ),
    ),
    Family(
        5,
        _words("Mei-Ling Xiaolong Haruka Kenji Thuy Joon-ho Anh"),
        _words("Cheung-Davies Fong Liu Tanizaki Phan Seo"),
    ),
)

# As their owners write them, and how their schools spell their addresses.
IN_OTHER_SCRIPTS = (
    ("فاطمہ ریاض", "fatima.riaz"),
    ("عمران قریشی", "imran.qureshi"),
    ("ثناء ملک", "sana.malik"),
    ("李小梅", "xiaomei.li"),
    ("Олена Кравець", "olena.kravets"),
)

PLACES: dict[str, tuple[str, ...]] = {
    "": _words(
        "Ambleford Birchover Cawthorne_Edge Deepmere Easterby Fallowgate Gorsebank Harrowmere Inglecombe Jackdaw_Hill"
        " Kestrelwood Larkhampton Mossley_Vale Netherquay Oakhanger_Moor Pikestead Quernby Redmarsh Saltwick_Bay"
        " Thornywood Ullerton Vinters_Cross Wexbridge Yaffleton Zeal_Heath Copperdown Dunmoorside Elmsworth"
        " Farthing_Green Hollowbrook"
    ),
    "Wales": _words("Glan-y-dŵr Cwm-yr-eos Pen-y-berth Llanfedwen Maes-y-gog"),
    "Scotland": _words("Strathbirnie Inverlochan Kirkmuir Glenfarrow"),
    "Northern Ireland": _words("Ballynacairn Drumfodden Carrickmoyle"),
    "Jersey": _words("Havre_du_Corbeau"),
    "Outside the UK": _words("Villeneuve-la-Rive"),
}
