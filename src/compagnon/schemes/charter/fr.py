# ruff: noqa: RUF001 -- French sets an apostrophe, and a narrow no-break space before ; : ! ?
from compagnon.schemes.charter.text import CharterText, Passage, Principle

TEXT = CharterText(
    title="Charte du mentorat entre pairs",
    introduction=(
        "Cette charte dit ce que nous nous apportons mutuellement dans ce programme. Mentors et "
        "personnes mentorées signent le même texte, et le signent à nouveau lorsqu’il change. Le "
        "programme vise le développement de chaque personne et repose sur le volontariat."
    ),
    principles=(
        Principle(
            "inclusive",
            "Inclusion",
            "Le programme est ouvert à tous les membres de l’association qui prennent part à "
            "l’enseignement des langues : personnel enseignant de langues, spécialiste ou non, "
            "assistantes et assistants d’enseignement, organismes qui proposent des cours. Tous les "
            "niveaux, tous les secteurs, toutes les langues et toutes les voies d’accès à "
            "l’enseignement y ont leur place.",
        ),
        Principle(
            "diverse",
            "Diversité",
            "Nous réunissons volontairement des personnes dont les langues, les cultures et les "
            "parcours professionnels diffèrent. On apprend de ce qui distingue autant que de ce qui "
            "rapproche.",
        ),
        Principle(
            "supportive",
            "Soutien",
            "Le mentorat est un espace pour progresser, sans jugement. Il reste à part de la "
            "hiérarchie et de l’évaluation professionnelle : l’association soutient ses membres, elle "
            "ne leur demande pas de comptes.",
        ),
        Principle(
            "confidential",
            "Confidentialité",
            "Ce que vous vous dites reste entre vous, dans les limites exposées plus bas, qui tiennent "
            "aux règles professionnelles et à la protection des personnes. Le programme ne transmet "
            "rien aux employeurs ni aux collègues.",
        ),
        Principle(
            "critical_friendship",
            "Amitié critique",
            "Nous nous parlons avec franchise. Nous écoutons, nous posons des questions et nous nous "
            "interpellons avec bienveillance, pour que soutien et exigence aillent de pair. Nous "
            "examinons notre propre pratique et nous appuyons sur les apports de la recherche.",
        ),
        Principle(
            "professional_development_and_wellbeing",
            "Développement professionnel et bien-être",
            "Nous faisons place aux deux faces du métier : la pratique en classe, les programmes et "
            "l’évaluation des élèves, mais aussi ce que l’enseignement des langues nous demande sur le "
            "plan émotionnel, et notre bien-être.",
        ),
        Principle(
            "peer_mentoring",
            "Mentorat entre pairs",
            "L’expertise ne se trouve pas d’un seul côté. Le mentorat fonctionne dans les deux sens : "
            "mentor ou personne mentorée, chacune et chacun apprend, questionne et progresse.",
        ),
    ),
    confidentiality_limits=Passage(
        "Les limites de la confidentialité",
        (
            (
                "La protection des enfants et de toute autre personne, ainsi que les règles "
                "professionnelles de votre établissement, passent toujours en premier. Rien dans cette "
                "charte, ni dans aucun accord, n’y change quoi que ce soit."
            ),
            (
                "Ce qui est dit n’est pas confidentiel si un enfant ou toute autre personne risque de subir "
                "un préjudice grave, s’il s’agit d’un crime ou d’un délit grave, ou si la loi ou votre code "
                "professionnel vous oblige à le transmettre."
            ),
            (
                "Dans ce cas, suivez aussitôt la procédure de votre établissement, quelle que soit la "
                "personne en cause. Prévenez d’abord l’autre personne si cela est sans danger ; vous n’avez "
                "besoin de l’autorisation de personne. Si la prévenir pouvait mettre quelqu’un en danger ou "
                "faire perdre du temps, ne le faites pas. En cas de danger immédiat, appelez les secours "
                "(999 au Royaume-Uni)."
            ),
            (
                "Personne ne surveille cette plateforme : elle ne sert ni à signaler une inquiétude ni à en "
                "garder la trace. Passez par la procédure, et non par une note écrite ici. N’écrivez jamais "
                "le nom d’élèves, ni rien qui permette de les reconnaître."
            ),
            "Faire part d’une inquiétude n’enfreint jamais cette charte.",
        ),
    ),
    taking_part=Passage(
        "Ce que la participation vous demande",
        (
            (
                "À vous deux : convenez, dès la première rencontre, de la fréquence, de la forme et de la "
                "durée de vos rencontres, et de ce sur quoi vous travaillerez. Tenez-vous aux moments "
                "convenus, prévenez à temps en cas d’empêchement, et respectez le temps et les limites de "
                "l’autre."
            ),
            (
                "En tant que mentor : écoutez, questionnez, aidez l’autre personne à réfléchir à sa "
                "pratique, à son contexte et à ses choix. Partagez ce que vous savez quand cela aide. Notez "
                "brièvement ce qui a été décidé et ce dont vous parlerez la prochaine fois. Si l’autre "
                "personne a une inquiétude pour la sécurité de quelqu’un, ou une préoccupation "
                "professionnelle grave, encouragez-la à suivre la procédure locale."
            ),
            (
                "En tant que personne mentorée : fixez vos propres objectifs, apportez vos questions et vos "
                "dilemmes, réfléchissez à votre pratique entre les rencontres, accueillez les retours et la "
                "contradiction, et dites clairement ce dont vous avez besoin."
            ),
        ),
    ),
    leaving=Passage(
        "Dire non, faire une pause, partir",
        (
            (
                "La participation est volontaire. Vous pouvez refuser un partenariat qui vous est proposé, "
                "faire une pause ou partir à tout moment. Vous n’avez aucune raison à donner, personne n’est "
                "en faute, et cela ne jouera jamais contre vous. Vous pourrez revenir quand vous le "
                "souhaitez."
            ),
        ),
    ),
    not_appraisal=Passage(
        "Ce n’est pas une évaluation",
        (
            (
                "Le programme est distinct de la gestion de la performance, des procédures pour "
                "insuffisance professionnelle et de l’évaluation formelle. Rien de ce qui est dit ou écrit "
                "ici ne leur est transmis ; on ne note ni ne classe personne, et personne ne fait l’objet "
                "d’un rapport."
            ),
        ),
    ),
    boundaries_reminder=(
        "Ce que nous nous disons reste entre nous, sauf si une personne risque de subir un préjudice "
        "grave, s’il s’agit d’un crime ou d’un délit grave, ou si la loi ou un code professionnel oblige "
        "à le transmettre ; nous suivons alors aussitôt la procédure de notre propre établissement. La "
        "protection des enfants et de toute autre personne, ainsi que les règles professionnelles de "
        "nos établissements, passent toujours en premier. Cet espace sert à progresser, à part de la "
        "hiérarchie et de l’évaluation, et chacune ou chacun de nous peut faire une pause ou y mettre "
        "fin sans donner de raison."
    ),
)
