# ruff: noqa: RUF001 -- sentences for people are set with typographic apostrophes
from compagnon.schemes.charter.text import CharterText, Passage, Principle

TEXT = CharterText(
    title="Siarter Mentora Cymheiriaid",
    introduction=(
        "Mae’r siarter hon yn dweud beth rydym yn ei gynnig i’n gilydd yn y rhaglen hon. Mae mentoriaid "
        "a mentoreion yn llofnodi’r un testun, ac yn llofnodi eto pan fydd fersiwn newydd. Rhaglen "
        "ddatblygiadol a gwirfoddol yw hon."
    ),
    principles=(
        Principle(
            "inclusive",
            "Cynhwysol",
            "Mae’r rhaglen yn agored i bob aelod o’r gymdeithas sy’n ymwneud ag addysg ieithoedd: "
            "athrawon iaith, arbenigwyr a phobl nad ydynt yn arbenigwyr, cynorthwywyr addysgu a "
            "darparwyr ieithoedd. Mae croeso i bob cyfnod addysg, pob sector, pob iaith a phob llwybr i "
            "addysgu.",
        ),
        Principle(
            "diverse",
            "Amrywiol",
            "Rydym yn mynd ati’n fwriadol i ddod â phobl ynghyd y mae eu hieithoedd, eu diwylliannau "
            "a’u cefndiroedd proffesiynol yn wahanol. Gallwn ddysgu o’r hyn sy’n wahanol, yn union fel "
            "o’r hyn sy’n gyffredin.",
        ),
        Principle(
            "supportive",
            "Cefnogol",
            "Lle i ddatblygu yw mentora, heb farnu neb. Mae’n sefyll ar wahân i reolaeth llinell ac "
            "arfarnu: cefnogi ei haelodau y mae’r gymdeithas, nid eu dwyn i gyfrif.",
        ),
        Principle(
            "confidential",
            "Cyfrinachol",
            "Mae’r hyn a ddywedwch wrth eich gilydd yn aros rhyngoch chi, o fewn y terfynau "
            "proffesiynol a’r terfynau diogelu a nodir isod. Nid yw’r rhaglen yn trosglwyddo dim i "
            "gyflogwyr nac i gydweithwyr.",
        ),
        Principle(
            "critical_friendship",
            "Cyfeillgarwch beirniadol",
            "Rydym yn siarad yn onest. Rydym yn gwrando, yn gofyn ac yn cwestiynu ein gilydd yn ofalus, "
            "fel bod cefnogaeth a her yn mynd law yn llaw. Rydym yn ymholi i’n hymarfer ein hunain ac "
            "yn defnyddio’r hyn y mae ymchwil wedi’i ddangos.",
        ),
        Principle(
            "professional_development_and_wellbeing",
            "Datblygiad proffesiynol a lles",
            "Rydym yn rhoi lle i ddwy ochr y gwaith: ymarfer yn yr ystafell ddosbarth, y cwricwlwm ac "
            "asesu, a hefyd yr hyn y mae addysgu ieithoedd yn ei ofyn gennym yn emosiynol, a’n lles.",
        ),
        Principle(
            "peer_mentoring",
            "Mentora cymheiriaid",
            "Nid mewn un lle y mae arbenigedd. Mae mentora’n gweithio’r ddwy ffordd: mae pob un "
            "ohonom, yn fentor ac yn fentorai fel ei gilydd, yn dysgu, yn holi ac yn tyfu.",
        ),
    ),
    confidentiality_limits=Passage(
        "Terfynau cyfrinachedd",
        (
            (
                "Diogelu a chodau proffesiynol eich sefydliad eich hun sy’n dod gyntaf bob amser. Nid oes "
                "dim yn y siarter hon, nac mewn unrhyw gytundeb, yn newid hynny."
            ),
            (
                "Nid yw’r hyn a ddywedir yn gyfrinachol os yw plentyn neu unrhyw un arall mewn perygl o "
                "niwed difrifol, os yw’n ymwneud â throsedd ddifrifol, neu os yw’r gyfraith neu eich cod "
                "proffesiynol yn gofyn i chi ei drosglwyddo."
            ),
            (
                "Yn yr achos hwnnw, dilynwch weithdrefn eich sefydliad eich hun ar unwaith, ni waeth am "
                "bwy y mae’r pryder. Dywedwch wrth y person arall yn gyntaf os yw hynny’n ddiogel; nid oes "
                "angen caniatâd neb arnoch. Os gallai hynny roi rhywun mewn perygl neu golli amser, "
                "peidiwch â dweud yn gyntaf. Os yw rhywun mewn perygl uniongyrchol, ffoniwch y gwasanaethau "
                "brys (999 yn y DU)."
            ),
            (
                "Nid oes neb yn monitro’r platfform hwn, ac nid yw’n fan i roi gwybod am bryder nac i gadw "
                "cofnod ohono: defnyddiwch y weithdrefn, nid nodyn a ysgrifennir yma. Peidiwch byth ag "
                "ysgrifennu enwau disgyblion, na dim y gellid eu hadnabod drwyddo."
            ),
            "Nid yw codi pryder byth yn torri’r siarter hon.",
        ),
    ),
    taking_part=Passage(
        "Yr hyn y mae cymryd rhan yn ei ofyn gennych",
        (
            (
                "Y ddau ohonoch: cytunwch yn eich cyfarfod cyntaf pa mor aml, sut ac am ba hyd y byddwch yn "
                "cyfarfod, ac ar beth y byddwch yn canolbwyntio. Cadwch at yr amserau y cytunwyd arnynt, "
                "rhowch wybod mewn da bryd os na allwch ddod, a pharchwch amser a ffiniau eich gilydd."
            ),
            (
                "Fel mentor: gwrandewch, gofynnwch, a helpwch y person arall i feddwl am ei ymarfer, ei "
                "gyd-destun a’i benderfyniadau. Rhannwch yr hyn a wyddoch lle bo hynny o help. Nodwch yn "
                "gryno beth y cytunwyd arno a beth i’w drafod y tro nesaf. Os oes gan y person arall bryder "
                "diogelu neu bryder proffesiynol difrifol, anogwch y person hwnnw i ddilyn y weithdrefn "
                "leol."
            ),
            (
                "Fel mentorai: gosodwch eich nodau eich hun, dewch â’ch cwestiynau a’ch penblethau, "
                "myfyriwch ar eich ymarfer rhwng cyfarfodydd, byddwch yn agored i adborth a her, a dywedwch "
                "yn glir beth sydd ei angen arnoch."
            ),
        ),
    ),
    leaving=Passage(
        "Rhydd i wrthod, i oedi ac i adael",
        (
            (
                "Mae cymryd rhan yn wirfoddol. Cewch wrthod partneriaeth a gynigir i chi, oedi neu adael "
                "unrhyw bryd. Nid oes angen rhoi rheswm, nid oes bai ar neb, ac ni fydd byth yn cyfrif yn "
                "eich erbyn. Mae croeso i chi ymuno eto."
            ),
        ),
    ),
    not_appraisal=Passage(
        "Nid arfarnu yw hyn",
        (
            (
                "Mae’r rhaglen ar wahân i reoli perfformiad, i weithdrefnau galluogrwydd ac i arfarnu "
                "ffurfiol. Nid oes dim a ddywedir nac a ysgrifennir yma yn cael ei drosglwyddo i’r un "
                "ohonynt; ni roddir gradd na sgôr i neb, ac ni lunnir adroddiad am neb."
            ),
        ),
    ),
    boundaries_reminder=(
        "Mae’r hyn a ddywedwn wrth ein gilydd yn aros rhyngom ni, oni bai bod rhywun mewn perygl o "
        "niwed difrifol, bod trosedd ddifrifol dan sylw, neu fod y gyfraith neu god proffesiynol yn "
        "gofyn i ni ei drosglwyddo; os felly, dilynwn weithdrefn ein sefydliad ein hunain ar unwaith. "
        "Diogelu a chodau proffesiynol ein sefydliadau sy’n dod gyntaf bob amser. Lle i ddatblygu yw "
        "hwn, ar wahân i reolaeth llinell ac arfarnu, a chaiff y naill neu’r llall ohonom oedi neu ddod "
        "ag ef i ben heb roi rheswm."
    ),
)
