# ruff: noqa: RUF001 -- sentences for people are set with typographic apostrophes
from compagnon.schemes.charter import fr
from compagnon.schemes.charter.kinds.words import Words, charters
from compagnon.schemes.charter.text import Principle

CHARTERS = charters(
    fr.TEXT,
    Words(
        confidential=Principle(
            "confidential",
            "Confidentielle",
            (
                "Ce que vous vous dites reste entre vous, dans les limites professionnelles et "
                "de protection énoncées ci-dessous. Rien n’est transmis à la hiérarchie ni aux "
                "collègues."
            ),
        ),
        supportive=Principle(
            "supportive",
            "Bienveillante",
            (
                "C’est un espace pour progresser, sans jugement, en dehors de la hiérarchie et "
                "de l’évaluation. Les erreurs sont là pour apprendre."
            ),
        ),
        in_house_title="Charte du mentorat",
        in_house_introduction=(
            "Cette charte dit ce que nous nous offrons lorsque des collègues accompagnent "
            "des collègues. Mentors et mentorés signent le même texte, et le signent de "
            "nouveau à chaque nouvelle version. Le mentorat vise le développement et repose "
            "sur le volontariat."
        ),
        in_house_principles=(
            Principle(
                "open",
                "Ouverte à toutes et à tous",
                (
                    "Toute personne qui arrive, qui prend une nouvelle tâche ou qui veut progresser "
                    "peut demander un mentor. Être accompagné est une marque d’estime, jamais "
                    "d’échec."
                ),
            ),
            Principle(
                "side_by_side",
                "Côte à côte",
                (
                    "Nous travaillons ensemble aussi souvent que possible, nous nous observons au "
                    "travail et nous en parlons ensuite. Ce qui a été suggéré est essayé avant "
                    "l’observation suivante."
                ),
            ),
            Principle(
                "time",
                "Du temps",
                (
                    "Nous recevons du temps pour nous rencontrer, préparer et observer, et un lieu "
                    "où personne ne nous entend."
                ),
            ),
        ),
        training_title="Charte de la formation des mentors",
        training_introduction=(
            "Cette charte dit ce que nous nous offrons dans ce programme. Les mentors en "
            "formation et les personnes qu’ils accompagnent signent le même texte, et le "
            "signent de nouveau à chaque nouvelle version. Le programme vise le "
            "développement et repose sur le volontariat."
        ),
        training_principles=(
            Principle(
                "learning_to_mentor",
                "Apprendre à accompagner",
                (
                    "Les mentors apprennent aussi. Ils s’exercent avec soin, demandent de l’aide et "
                    "disent quand ils hésitent."
                ),
            ),
            Principle(
                "in_the_group",
                "Dans le groupe",
                (
                    "Ce qui se dit dans un groupe de formation reste dans le groupe. Personne que "
                    "nous accompagnons n’y est nommé."
                ),
            ),
        ),
        coaching_title="Charte du coaching",
        coaching_introduction=(
            "Cette charte dit ce que nous nous offrons dans le coaching. Coachs et "
            "personnes coachées signent le même texte, et le signent de nouveau à chaque "
            "nouvelle version. Le coaching vise le développement et repose sur le "
            "volontariat."
        ),
        coaching_principles=(
            Principle(
                "ownership",
                "Votre apprentissage vous appartient",
                (
                    "La personne coachée fixe les objectifs et décide de ce qu’elle essaie, dès la "
                    "première rencontre."
                ),
            ),
            Principle(
                "questions",
                "Des questions avant les réponses",
                (
                    "Le coach interroge, écoute et laisse place au silence. Il propose des "
                    "informations quand elles aident ; il ne propose pas de décisions."
                ),
            ),
            Principle(
                "evidence",
                "Proche de la pratique",
                (
                    "Nous regardons ce qui se passe en classe ou dans l’équipe, et ce que la "
                    "recherche a montré, avant de dire ce qui fonctionne."
                ),
            ),
        ),
        peer_coaching_title="Charte du coaching entre pairs",
        peer_coaching_introduction=(
            "Cette charte dit ce que nous nous offrons dans le coaching entre pairs. Nous "
            "signons tous deux le même texte, et le signons de nouveau à chaque nouvelle "
            "version. Le coaching entre pairs vise le développement et repose sur le "
            "volontariat."
        ),
        peer_coaching_principles=(
            Principle(
                "reciprocal",
                "À tour de rôle",
                (
                    "Nous apprenons et soutenons tous les deux. Chacun apporte ses propres "
                    "objectifs et donne à l’autre le même temps."
                ),
            ),
            Principle(
                "equal",
                "Le rang mis de côté",
                (
                    "L’expérience et la position ne comptent pas ici : dans cette conversation nous "
                    "sommes à égalité."
                ),
            ),
            Principle(
                "mistakes",
                "Parler des erreurs",
                (
                    "Nous regardons ce qui a échoué comme ce qui a réussi, et rien n’est retenu "
                    "contre personne."
                ),
            ),
            Principle(
                "experts",
                "De l’aide extérieure",
                (
                    "Quand il nous faut un expert, nous en cherchons un : un cours, un texte, un "
                    "collègue. La décision reste la nôtre."
                ),
            ),
        ),
        coach=(
            "En tant que coach : interrogez, écoutez et laissez le temps de réfléchir ; "
            "aidez l’autre à planifier, à regarder les faits et à tirer ses propres "
            "conclusions. Donnez des informations, pas des consignes. Si l’autre a une "
            "inquiétude de protection ou une inquiétude professionnelle grave, encouragez- "
            "le à suivre la procédure locale."
        ),
        coachee=(
            "En tant que personne coachée : choisissez ce sur quoi travailler, faites des "
            "essais entre les rencontres, regardez honnêtement ce qui s’est passé et dites "
            "clairement ce dont vous avez besoin."
        ),
        peer=(
            "Chacun à son tour : apportez un objectif et ce que vous avez essayé ; puis "
            "écoutez, interrogez et retenez vos conseils pendant que l’autre fait de même. "
            "Si votre partenaire a une inquiétude de protection ou une inquiétude "
            "professionnelle grave, encouragez-le à suivre la procédure locale."
        ),
    ),
)
