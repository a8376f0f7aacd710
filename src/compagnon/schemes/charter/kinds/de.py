from compagnon.schemes.charter import de
from compagnon.schemes.charter.kinds.words import Words, charters
from compagnon.schemes.charter.text import Principle

CHARTERS = charters(
    de.TEXT,
    Words(
        confidential=Principle(
            "confidential",
            "Vertraulich",
            (
                "Was Sie einander sagen, bleibt unter Ihnen, innerhalb der unten genannten "
                "Grenzen von Beruf und Schutzauftrag. Nichts wird an Vorgesetzte oder "
                "Kolleginnen und Kollegen weitergegeben."
            ),
        ),
        supportive=Principle(
            "supportive",
            "Unterstützend",
            (
                "Hier ist Raum für Entwicklung, ohne Urteil, getrennt von Vorgesetzten und "
                "Beurteilung. Fehler sind dazu da, aus ihnen zu lernen."
            ),
        ),
        in_house_title="Mentoring-Charta",
        in_house_introduction=(
            "Diese Charta sagt, was wir einander bieten, wenn Kolleginnen und Kollegen "
            "einander begleiten. Mentorinnen und Mentoren sowie Mentees unterschreiben "
            "denselben Text, und bei einer neuen Fassung noch einmal. Mentoring dient der "
            "Entwicklung und ist freiwillig."
        ),
        in_house_principles=(
            Principle(
                "open",
                "Offen für alle",
                (
                    "Wer neu ist, etwas Neues übernimmt oder wachsen möchte, kann um eine Mentorin "
                    "oder einen Mentor bitten. Begleitet zu werden ist ein Zeichen der "
                    "Wertschätzung, nie des Scheiterns."
                ),
            ),
            Principle(
                "side_by_side",
                "Seite an Seite",
                (
                    "Wir arbeiten so oft wie möglich zusammen, sehen einander bei der Arbeit zu und "
                    "sprechen danach darüber. Vorschläge werden vor der nächsten Beobachtung "
                    "ausprobiert."
                ),
            ),
            Principle(
                "time",
                "Zeit",
                (
                    "Wir bekommen Zeit, uns zu treffen, vorzubereiten und zu beobachten, und einen "
                    "Ort, an dem niemand mithört."
                ),
            ),
        ),
        training_title="Charta der Mentorenausbildung",
        training_introduction=(
            "Diese Charta sagt, was wir einander in diesem Programm bieten. Mentorinnen und "
            "Mentoren in Ausbildung und die von ihnen Begleiteten unterschreiben denselben "
            "Text, und bei einer neuen Fassung noch einmal. Das Programm dient der "
            "Entwicklung und ist freiwillig."
        ),
        training_principles=(
            Principle(
                "learning_to_mentor",
                "Begleiten lernen",
                (
                    "Auch wer begleitet, lernt: übt mit Sorgfalt, bittet um Unterstützung und sagt, "
                    "wenn er oder sie unsicher ist."
                ),
            ),
            Principle(
                "in_the_group",
                "In der Gruppe",
                (
                    "Was in einer Ausbildungsgruppe erzählt wird, bleibt in der Gruppe. Wen wir "
                    "begleiten, wird dort nicht genannt."
                ),
            ),
        ),
        coaching_title="Coaching-Charta",
        coaching_introduction=(
            "Diese Charta sagt, was wir einander im Coaching bieten. Coaches und Gecoachte "
            "unterschreiben denselben Text, und bei einer neuen Fassung noch einmal. "
            "Coaching dient der Entwicklung und ist freiwillig."
        ),
        coaching_principles=(
            Principle(
                "ownership",
                "Ihr Lernen gehört Ihnen",
                (
                    "Wer gecoacht wird, setzt die Ziele und entscheidet, was ausprobiert wird, vom "
                    "ersten Treffen an."
                ),
            ),
            Principle(
                "questions",
                "Fragen vor Antworten",
                (
                    "Der Coach fragt, hört zu und lässt Stille zu. Wissen wird angeboten, wo es "
                    "hilft; Entscheidungen nicht."
                ),
            ),
            Principle(
                "evidence",
                "Nah an der Praxis",
                (
                    "Wir sehen uns an, was im Unterricht oder im Team geschieht und was die "
                    "Forschung gefunden hat, bevor wir sagen, was wirkt."
                ),
            ),
        ),
        peer_coaching_title="Charta des kollegialen Coachings",
        peer_coaching_introduction=(
            "Diese Charta sagt, was wir einander im kollegialen Coaching bieten. Wir beide "
            "unterschreiben denselben Text, und bei einer neuen Fassung noch einmal. "
            "Kollegiales Coaching dient der Entwicklung und ist freiwillig."
        ),
        peer_coaching_principles=(
            Principle(
                "reciprocal",
                "Abwechselnd",
                (
                    "Wir beide lernen und wir beide unterstützen. Jede Seite bringt eigene Ziele "
                    "mit und gibt der anderen gleich viel Zeit."
                ),
            ),
            Principle(
                "equal",
                "Rang bleibt draußen",
                ("Erfahrung und Stellung zählen hier nicht: In diesem Gespräch sind wir gleich."),
            ),
            Principle(
                "mistakes",
                "Offen für Fehler",
                (
                    "Wir sehen uns an, was misslang, ebenso wie das, was gelang, und nichts davon "
                    "wird gegen jemanden verwendet."
                ),
            ),
            Principle(
                "experts",
                "Hilfe von außen",
                (
                    "Wo wir Fachleute brauchen, suchen wir sie: einen Kurs, einen Text, jemanden "
                    "aus dem Kollegium. Die Entscheidung bleibt bei uns."
                ),
            ),
        ),
        coach=(
            "Als Coach: Fragen Sie, hören Sie zu und lassen Sie Zeit zum Nachdenken; helfen "
            "Sie beim Planen, beim Blick auf Belege und beim eigenen Schluss. Geben Sie "
            "Wissen weiter, keine Anweisungen. Hat die andere Person Sorge um den Schutz "
            "eines Menschen oder eine ernste berufliche Sorge, ermutigen Sie sie, dem "
            "Verfahren vor Ort zu folgen."
        ),
        coachee=(
            "Als Gecoachte oder Gecoachter: Wählen Sie, woran Sie arbeiten, probieren Sie "
            "zwischen den Treffen etwas aus, sehen Sie ehrlich hin, was geschah, und sagen "
            "Sie deutlich, was Sie brauchen."
        ),
        peer=(
            "Jede und jeder von Ihnen, abwechselnd: Bringen Sie ein Ziel mit und was Sie "
            "versucht haben; dann hören Sie zu, fragen Sie und halten Sie Ratschläge "
            "zurück, während die andere Seite dasselbe tut. Hat Ihr Gegenüber Sorge um den "
            "Schutz eines Menschen oder eine ernste berufliche Sorge, ermutigen Sie dazu, "
            "dem Verfahren vor Ort zu folgen."
        ),
    ),
)
