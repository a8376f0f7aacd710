from compagnon.schemes.charter import es
from compagnon.schemes.charter.kinds.words import Words, charters
from compagnon.schemes.charter.text import Principle

CHARTERS = charters(
    es.TEXT,
    Words(
        confidential=Principle(
            "confidential",
            "Confidencial",
            (
                "Lo que se digan queda entre ustedes, dentro de los límites profesionales y de "
                "protección que se indican más abajo. Nada se transmite a superiores ni a "
                "colegas."
            ),
        ),
        supportive=Principle(
            "supportive",
            "De apoyo",
            (
                "Es un espacio para crecer, sin juicios, al margen de la jerarquía y de la "
                "evaluación. De los errores se aprende."
            ),
        ),
        in_house_title="Carta de mentoría",
        in_house_introduction=(
            "Esta carta dice lo que nos ofrecemos cuando colegas acompañan a colegas. "
            "Mentores y mentorizados firman el mismo texto, y vuelven a firmar cuando hay "
            "una nueva versión. La mentoría es formativa y voluntaria."
        ),
        in_house_principles=(
            Principle(
                "open",
                "Abierta a todas las personas",
                (
                    "Quien llega, asume algo nuevo o quiere crecer puede pedir un mentor. Recibir "
                    "mentoría es señal de aprecio, nunca de fracaso."
                ),
            ),
            Principle(
                "side_by_side",
                "Codo con codo",
                (
                    "Trabajamos juntos tan a menudo como podemos, nos observamos en el trabajo y lo "
                    "hablamos después. Lo que se sugirió se prueba antes de la siguiente "
                    "observación."
                ),
            ),
            Principle(
                "time",
                "Tiempo",
                (
                    "Se nos da tiempo para reunirnos, preparar y observar, y un lugar donde nadie "
                    "nos oiga."
                ),
            ),
        ),
        training_title="Carta de formación de mentores",
        training_introduction=(
            "Esta carta dice lo que nos ofrecemos en este programa. Los mentores en "
            "formación y las personas a quienes acompañan firman el mismo texto, y vuelven "
            "a firmar cuando hay una nueva versión. El programa es formativo y voluntario."
        ),
        training_principles=(
            Principle(
                "learning_to_mentor",
                "Aprender a acompañar",
                (
                    "Los mentores también aprenden. Practican con cuidado, piden apoyo y dicen "
                    "cuándo dudan."
                ),
            ),
            Principle(
                "in_the_group",
                "En el grupo",
                (
                    "Lo que se cuenta en un grupo de formación queda en el grupo. Allí no se nombra "
                    "a nadie a quien acompañamos."
                ),
            ),
        ),
        coaching_title="Carta de coaching",
        coaching_introduction=(
            "Esta carta dice lo que nos ofrecemos en el coaching. Quienes lo dan y quienes "
            "lo reciben firman el mismo texto, y vuelven a firmar cuando hay una nueva "
            "versión. El coaching es formativo y voluntario."
        ),
        coaching_principles=(
            Principle(
                "ownership",
                "Su aprendizaje es suyo",
                (
                    "Quien recibe el coaching fija las metas y decide qué probar, desde el primer "
                    "encuentro."
                ),
            ),
            Principle(
                "questions",
                "Preguntas antes que respuestas",
                (
                    "El coach pregunta, escucha y deja lugar al silencio. Ofrece información cuando "
                    "ayuda; no ofrece decisiones."
                ),
            ),
            Principle(
                "evidence",
                "Cerca de la práctica",
                (
                    "Miramos lo que ocurre en el aula o en el equipo, y lo que la investigación ha "
                    "hallado, antes de decir qué funciona."
                ),
            ),
        ),
        peer_coaching_title="Carta de coaching entre pares",
        peer_coaching_introduction=(
            "Esta carta dice lo que nos ofrecemos en el coaching entre pares. Ambos "
            "firmamos el mismo texto, y volvemos a firmar cuando hay una nueva versión. El "
            "coaching entre pares es formativo y voluntario."
        ),
        peer_coaching_principles=(
            Principle(
                "reciprocal",
                "Por turnos",
                (
                    "Ambos aprendemos y ambos apoyamos. Cada uno trae sus metas y da al otro el "
                    "mismo tiempo."
                ),
            ),
            Principle(
                "equal",
                "Sin rangos",
                ("Aquí no cuentan la experiencia ni el cargo: en esta conversación somos iguales."),
            ),
            Principle(
                "mistakes",
                "Hablar de los errores",
                (
                    "Miramos lo que salió mal igual que lo que salió bien, y nada se usa en contra "
                    "de nadie."
                ),
            ),
            Principle(
                "experts",
                "Ayuda de fuera",
                (
                    "Cuando necesitamos a alguien experto, lo buscamos: un curso, un texto, un "
                    "colega. La decisión sigue siendo nuestra."
                ),
            ),
        ),
        coach=(
            "Como coach: pregunte, escuche y deje tiempo para pensar; ayude a la otra "
            "persona a planificar, a mirar los hechos y a sacar sus propias conclusiones. "
            "Dé información, no instrucciones. Si tiene una preocupación de protección o "
            "una preocupación profesional grave, anímela a seguir el procedimiento de su "
            "centro."
        ),
        coachee=(
            "Como quien recibe el coaching: elija en qué trabajar, pruebe cosas entre "
            "encuentros, mire con honestidad lo que pasó y diga con claridad lo que "
            "necesita."
        ),
        peer=(
            "Cada uno, por turnos: traiga una meta y lo que ha probado; después escuche, "
            "pregunte y guarde los consejos mientras la otra persona hace lo mismo. Si "
            "tiene una preocupación de protección o una preocupación profesional grave, "
            "anímela a seguir el procedimiento de su centro."
        ),
    ),
)
