from compagnon.schemes.charter.text import CharterText, Passage, Principle

TEXT = CharterText(
    title="Charta für das Peer-Mentoring",
    introduction=(
        "Diese Charta sagt, was wir einander in diesem Programm geben. Mentorinnen, Mentoren und "
        "Mentees unterzeichnen denselben Text; eine neue Fassung wird erneut unterzeichnet. Das "
        "Programm dient der persönlichen Entwicklung und ist freiwillig."
    ),
    principles=(
        Principle(
            "inclusive",
            "Inklusion",
            "Das Programm steht allen Mitgliedern des Verbands offen, die mit sprachlicher Bildung zu "
            "tun haben: Sprachlehrkräften mit und ohne Fachstudium, Unterrichtsassistenzen und "
            "Einrichtungen, die Sprachunterricht anbieten. Jede Schulstufe, jeder Bereich, jede Sprache "
            "und jeder Weg in den Lehrberuf ist willkommen.",
        ),
        Principle(
            "diverse",
            "Vielfalt",
            "Wir bringen bewusst Menschen zusammen, deren Sprachen, Kulturen und Berufswege sich "
            "unterscheiden. Aus Unterschieden lernen wir ebenso wie aus Gemeinsamkeiten.",
        ),
        Principle(
            "supportive",
            "Unterstützung",
            "Mentoring ist ein Raum zur Entwicklung, in dem niemand urteilt. Es ist getrennt von "
            "Personalführung und Beurteilung: Der Verband unterstützt seine Mitglieder, er zieht sie "
            "nicht zur Rechenschaft.",
        ),
        Principle(
            "confidential",
            "Vertraulichkeit",
            "Was Sie einander sagen, bleibt unter Ihnen, innerhalb der unten genannten Grenzen, die der "
            "Beruf und der Schutz von Menschen setzen. Das Programm gibt nichts an Arbeitgeber oder an "
            "das Kollegium weiter.",
        ),
        Principle(
            "critical_friendship",
            "Kritische Freundschaft",
            "Wir sprechen ehrlich miteinander. Wir hören zu, fragen nach und hinterfragen einander mit "
            "Bedacht, sodass Unterstützung und Herausforderung zusammengehören. Wir erforschen die "
            "eigene Praxis und nutzen, was die Forschung herausgefunden hat.",
        ),
        Principle(
            "professional_development_and_wellbeing",
            "Berufliche Entwicklung und Wohlbefinden",
            "Beide Seiten des Berufs haben Platz: Unterrichtspraxis, Lehrplan und Leistungsbewertung "
            "ebenso wie das, was der Sprachunterricht uns emotional abverlangt, und unser Wohlbefinden.",
        ),
        Principle(
            "peer_mentoring",
            "Mentoring unter Gleichen",
            "Fachwissen sitzt nicht nur auf einer Seite. Mentoring wirkt in beide Richtungen: Alle "
            "Beteiligten lernen, fragen und wachsen, ob als Mentorin, Mentor oder Mentee.",
        ),
    ),
    confidentiality_limits=Passage(
        "Die Grenzen der Vertraulichkeit",
        (
            (
                "Der Schutz von Kindern und anderen Menschen und die Berufsregeln Ihrer eigenen Einrichtung "
                "gehen immer vor. Nichts in dieser Charta oder in einer Vereinbarung ändert daran etwas."
            ),
            (
                "Was gesagt wird, ist nicht vertraulich, wenn einem Kind oder einem anderen Menschen ernster "
                "Schaden droht, wenn es um eine schwere Straftat geht oder wenn das Gesetz oder Ihr "
                "Berufskodex verlangt, es weiterzugeben."
            ),
            (
                "Folgen Sie dann sofort dem Verfahren Ihrer eigenen Einrichtung, gleich, um wen es geht. "
                "Sagen Sie es zuerst der anderen Person, wenn das ohne Gefahr möglich ist; eine Erlaubnis "
                "brauchen Sie von niemandem. Könnte dieses Gespräch jemanden gefährden oder Zeit kosten, "
                "verzichten Sie darauf. Ist jemand in unmittelbarer Gefahr, rufen Sie den Notruf (999 im "
                "Vereinigten Königreich)."
            ),
            (
                "Niemand überwacht diese Plattform, und sie ist kein Ort, um eine Sorge zu melden oder "
                "festzuhalten: Nutzen Sie das Verfahren, nicht eine Notiz an dieser Stelle. Schreiben Sie "
                "nie die Namen von Schülerinnen oder Schülern auf und nichts, woran man sie erkennen könnte."
            ),
            "Wer eine Sorge meldet, verstößt nie gegen diese Charta.",
        ),
    ),
    taking_part=Passage(
        "Was die Teilnahme von Ihnen verlangt",
        (
            (
                "Für Sie beide: Vereinbaren Sie beim ersten Treffen, wie oft, auf welche Weise und wie lange "
                "Sie sich treffen und worum es gehen soll. Halten Sie die vereinbarten Zeiten ein, sagen Sie "
                "rechtzeitig Bescheid, wenn Sie verhindert sind, und achten Sie die Zeit und die Grenzen der "
                "anderen Person."
            ),
            (
                "Als Mentorin oder Mentor: Hören Sie zu, fragen Sie, und helfen Sie der anderen Person, über "
                "ihre Praxis, ihr Umfeld und ihre Entscheidungen nachzudenken. Teilen Sie Ihr Wissen, wo es "
                "hilft. Halten Sie kurz fest, was vereinbart wurde und worüber Sie beim nächsten Mal "
                "sprechen. Hat die andere Person eine Sorge um den Schutz eines Menschen oder eine ernste "
                "berufliche Sorge, dann bestärken Sie sie darin, dem örtlichen Verfahren zu folgen."
            ),
            (
                "Als Mentee: Setzen Sie sich eigene Ziele, bringen Sie Fragen und schwierige Entscheidungen "
                "mit, denken Sie zwischen den Treffen über Ihre Praxis nach, seien Sie offen für Rückmeldung "
                "und Widerspruch, und sagen Sie klar, was Sie brauchen."
            ),
        ),
    ),
    leaving=Passage(
        "Ablehnen, pausieren, aufhören",
        (
            (
                "Die Teilnahme ist freiwillig. Sie können eine angebotene Partnerschaft ablehnen, pausieren "
                "oder jederzeit aufhören. Sie brauchen keinen Grund zu nennen, niemand trägt Schuld, und es "
                "wird Ihnen nie nachteilig ausgelegt. Sie sind jederzeit wieder willkommen."
            ),
        ),
    ),
    not_appraisal=Passage(
        "Keine Beurteilung",
        (
            (
                "Das Programm ist getrennt von Leistungsmanagement, von Verfahren wegen mangelnder Eignung "
                "und von förmlicher Beurteilung. Nichts, was hier gesagt oder geschrieben wird, geht dorthin; "
                "niemand wird benotet oder bewertet, und über niemanden wird berichtet."
            ),
        ),
    ),
    boundaries_reminder=(
        "Was wir einander sagen, bleibt unter uns, es sei denn, jemandem droht ernster Schaden, es geht um "
        "eine schwere Straftat, oder das Gesetz oder ein Berufskodex verlangt, es weiterzugeben; dann "
        "folgen wir sofort dem Verfahren unserer eigenen Einrichtung. Der Schutz von Kindern und anderen "
        "Menschen und die Berufsregeln unserer Einrichtungen gehen immer vor. Dies ist ein Raum zur "
        "Entwicklung, getrennt von Personalführung und Beurteilung; jede und jeder von uns kann ohne "
        "Angabe von Gründen pausieren oder aufhören."
    ),
)
