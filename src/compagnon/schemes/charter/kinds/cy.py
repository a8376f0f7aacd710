# ruff: noqa: RUF001 -- sentences for people are set with typographic apostrophes
from compagnon.schemes.charter import cy
from compagnon.schemes.charter.kinds.words import Words, charters
from compagnon.schemes.charter.text import Principle

CHARTERS = charters(
    cy.TEXT,
    Words(
        confidential=Principle(
            "confidential",
            "Cyfrinachol",
            (
                "Mae’r hyn a ddywedwch wrth eich gilydd yn aros rhyngoch chi, o fewn y terfynau "
                "proffesiynol a’r terfynau diogelu a nodir isod. Ni throsglwyddir dim i reolwyr "
                "nac i gydweithwyr."
            ),
        ),
        supportive=Principle(
            "supportive",
            "Cefnogol",
            (
                "Lle i ddatblygu yw hwn, heb farnu neb, ar wahân i reolaeth llinell ac arfarnu. "
                "Mae camgymeriadau yn rhywbeth i ddysgu ohono."
            ),
        ),
        in_house_title="Siarter Mentora",
        in_house_introduction=(
            "Mae’r siarter hon yn dweud beth rydym yn ei gynnig i’n gilydd pan fydd "
            "cydweithwyr yn mentora cydweithwyr. Mae mentoriaid a mentoreion yn llofnodi’r "
            "un testun, ac yn llofnodi eto pan fydd fersiwn newydd. Mae mentora’n "
            "ddatblygiadol ac yn wirfoddol."
        ),
        in_house_principles=(
            Principle(
                "open",
                "Agored i bawb",
                (
                    "Caiff unrhyw un sy’n newydd yma, sy’n ymgymryd â rhywbeth newydd neu sydd am "
                    "dyfu ofyn am fentor. Arwydd o werth yw cael eich mentora, byth arwydd o "
                    "fethiant."
                ),
            ),
            Principle(
                "side_by_side",
                "Ochr yn ochr",
                (
                    "Rydym yn gweithio gyda’n gilydd mor aml ag y gallwn, yn gwylio’n gilydd wrth "
                    "ein gwaith ac yn trafod hynny wedyn. Rhoddir cynnig ar yr hyn a awgrymwyd cyn "
                    "yr arsylwi nesaf."
                ),
            ),
            Principle(
                "time",
                "Amser",
                ("Cawn amser i gyfarfod, i baratoi ac i arsylwi, a lle na all neb ein clywed."),
            ),
        ),
        training_title="Siarter Hyfforddi Mentoriaid",
        training_introduction=(
            "Mae’r siarter hon yn dweud beth rydym yn ei gynnig i’n gilydd yn y rhaglen "
            "hon. Mae mentoriaid dan hyfforddiant a’r rhai y maent yn eu mentora yn "
            "llofnodi’r un testun, ac yn llofnodi eto pan fydd fersiwn newydd. Rhaglen "
            "ddatblygiadol a gwirfoddol yw hon."
        ),
        training_principles=(
            Principle(
                "learning_to_mentor",
                "Dysgu mentora",
                (
                    "Mae mentoriaid yn dysgu hefyd. Maent yn ymarfer yn ofalus, yn gofyn am "
                    "gefnogaeth ac yn dweud pan fyddant yn ansicr."
                ),
            ),
            Principle(
                "in_the_group",
                "Yn y grŵp",
                (
                    "Mae’r hyn a ddywedir mewn grŵp hyfforddi yn aros yn y grŵp. Ni enwir neb yr "
                    "ydym yn ei fentora yno."
                ),
            ),
        ),
        coaching_title="Siarter Hyfforddi Unigol",
        coaching_introduction=(
            "Mae’r siarter hon yn dweud beth rydym yn ei gynnig i’n gilydd wrth hyfforddi "
            "unigolion. Mae hyfforddwyr a’r rhai a hyfforddir yn llofnodi’r un testun, ac "
            "yn llofnodi eto pan fydd fersiwn newydd. Mae’r hyfforddi’n ddatblygiadol ac yn "
            "wirfoddol."
        ),
        coaching_principles=(
            Principle(
                "ownership",
                "Chi biau eich dysgu",
                (
                    "Y sawl a hyfforddir sy’n gosod y nodau ac yn penderfynu beth i roi cynnig "
                    "arno, o’r cyfarfod cyntaf ymlaen."
                ),
            ),
            Principle(
                "questions",
                "Cwestiynau cyn atebion",
                (
                    "Mae’r hyfforddwr yn gofyn, yn gwrando ac yn gadael lle i ddistawrwydd. Cynigir "
                    "gwybodaeth lle bo hynny o help; ni chynigir penderfyniadau."
                ),
            ),
            Principle(
                "evidence",
                "Yn agos at yr ymarfer",
                (
                    "Rydym yn edrych ar yr hyn sy’n digwydd yn yr ystafell ddosbarth neu yn y tîm, "
                    "ac ar yr hyn y mae ymchwil wedi’i ddangos, cyn dweud beth sy’n gweithio."
                ),
            ),
        ),
        peer_coaching_title="Siarter Hyfforddi Cymheiriaid",
        peer_coaching_introduction=(
            "Mae’r siarter hon yn dweud beth rydym yn ei gynnig i’n gilydd wrth hyfforddi "
            "cymheiriaid. Mae’r ddau ohonom yn llofnodi’r un testun, ac yn llofnodi eto pan "
            "fydd fersiwn newydd. Mae hyfforddi cymheiriaid yn ddatblygiadol ac yn "
            "wirfoddol."
        ),
        peer_coaching_principles=(
            Principle(
                "reciprocal",
                "Bob yn ail",
                (
                    "Mae’r ddau ohonom yn dysgu a’r ddau ohonom yn cefnogi. Daw pob un â’i nodau ei "
                    "hun a rhoi’r un faint o amser i’r llall."
                ),
            ),
            Principle(
                "equal",
                "Rhoi safle o’r neilltu",
                ("Nid yw profiad na safle yn cyfrif yma: yn y sgwrs hon rydym yn gyfartal."),
            ),
            Principle(
                "mistakes",
                "Agored am gamgymeriadau",
                (
                    "Rydym yn edrych ar yr hyn a aeth o’i le yn ogystal â’r hyn a aeth yn dda, ac "
                    "ni ddefnyddir y naill na’r llall yn erbyn neb."
                ),
            ),
            Principle(
                "experts",
                "Cymorth o’r tu allan",
                (
                    "Lle mae angen arbenigwr arnom, rydym yn chwilio am un: cwrs, testun, "
                    "cydweithiwr. Ni sy’n penderfynu o hyd."
                ),
            ),
        ),
        coach=(
            "Fel hyfforddwr: gofynnwch, gwrandewch a gadewch amser i feddwl; helpwch y "
            "person arall i gynllunio, i edrych ar dystiolaeth ac i ddod i’w gasgliadau ei "
            "hun. Rhowch wybodaeth, nid cyfarwyddiadau. Os oes gan y person arall bryder "
            "diogelu neu bryder proffesiynol difrifol, anogwch y person hwnnw i ddilyn y "
            "weithdrefn leol."
        ),
        coachee=(
            "Fel y sawl a hyfforddir: dewiswch beth i weithio arno, rhowch gynnig ar bethau "
            "rhwng cyfarfodydd, edrychwch yn onest ar yr hyn a ddigwyddodd, a dywedwch yn "
            "glir beth sydd ei angen arnoch."
        ),
        peer=(
            "Pob un ohonoch, yn ei dro: dewch â nod a’r hyn y rhoesoch gynnig arno; yna "
            "gwrandewch, gofynnwch a daliwch eich cyngor yn ôl tra bo’r llall yn gwneud yr "
            "un peth. Os oes gan eich partner bryder diogelu neu bryder proffesiynol "
            "difrifol, anogwch eich partner i ddilyn y weithdrefn leol."
        ),
    ),
)
