from compagnon.schemes.charter.text import CharterText, Passage, Principle

TEXT = CharterText(
    title="Carta de la mentoría entre iguales",
    introduction=(
        "Esta carta dice lo que nos ofrecemos mutuamente en este programa. Quienes ejercen la mentoría y "
        "quienes la reciben firman el mismo texto, y lo firman de nuevo cuando cambia. El programa busca "
        "el desarrollo de cada persona y es voluntario."
    ),
    principles=(
        Principle(
            "inclusive",
            "Inclusión",
            "El programa está abierto a todas las personas asociadas que participan en la "
            "enseñanza de lenguas: profesorado de lenguas, especialista o no, personal auxiliar de "
            "enseñanza y entidades que ofrecen lenguas. Todas las etapas, todos los sectores, todas las "
            "lenguas y todas las vías de acceso a la docencia son bienvenidas.",
        ),
        Principle(
            "diverse",
            "Diversidad",
            "Reunimos a propósito a personas cuyas lenguas, culturas y trayectorias profesionales son "
            "distintas. Se aprende de lo que distingue tanto como de lo que une.",
        ),
        Principle(
            "supportive",
            "Apoyo",
            "La mentoría es un espacio para crecer, sin juicios. Se mantiene aparte de la dirección de "
            "personal y de la evaluación del desempeño: la asociación apoya a sus miembros, no les pide "
            "cuentas.",
        ),
        Principle(
            "confidential",
            "Confidencialidad",
            "Lo que se digan queda entre ustedes, dentro de los límites profesionales y de protección de "
            "las personas que se explican más abajo. El programa no transmite nada a empleadores ni a "
            "colegas.",
        ),
        Principle(
            "critical_friendship",
            "Amistad crítica",
            "Hablamos con franqueza. Escuchamos, preguntamos y nos cuestionamos con cuidado, de modo que "
            "el apoyo y el reto vayan juntos. Indagamos en nuestra propia práctica y nos servimos de lo "
            "que ha descubierto la investigación.",
        ),
        Principle(
            "professional_development_and_wellbeing",
            "Desarrollo profesional y bienestar",
            "Damos cabida a las dos caras del trabajo: la práctica en el aula, el currículo y la "
            "evaluación del alumnado, y también lo que enseñar lenguas nos exige emocionalmente, y "
            "nuestro bienestar.",
        ),
        Principle(
            "peer_mentoring",
            "Mentoría entre iguales",
            "La experiencia no está en un solo lado. La mentoría funciona en ambos sentidos: cada "
            "persona, la ejerza o la reciba, aprende, pregunta y crece.",
        ),
    ),
    confidentiality_limits=Passage(
        "Los límites de la confidencialidad",
        (
            (
                "La protección de menores y de cualquier otra persona, y las normas profesionales de su "
                "propia institución, están siempre por encima de todo. Nada en esta carta, ni en ningún "
                "acuerdo, lo cambia."
            ),
            (
                "Lo que se dice no es confidencial si una persona menor de edad o cualquier otra corre riesgo de "
                "sufrir un daño grave, si se trata de un delito grave, o si la ley o su código profesional "
                "le obliga a comunicarlo."
            ),
            (
                "En ese caso, siga de inmediato el procedimiento de su propia institución, sea quien sea la "
                "persona implicada. Dígaselo antes a la otra persona si es seguro hacerlo; no necesita el "
                "permiso de nadie. Si decírselo pudiera poner a alguien en riesgo o hacer perder tiempo, no "
                "lo haga. Si alguien está en peligro inmediato, llame a los servicios de emergencia (999 en "
                "el Reino Unido)."
            ),
            (
                "Nadie vigila esta plataforma, y no es un lugar para comunicar una preocupación ni para dejar "
                "constancia de ella: use el procedimiento, no una nota escrita aquí. No escriba nunca nombres "
                "de alumnas o alumnos, ni nada que permita saber de quién se trata."
            ),
            "Comunicar una preocupación nunca incumple esta carta.",
        ),
    ),
    taking_part=Passage(
        "Lo que le pide participar",
        (
            (
                "A ambas personas: acuerden en la primera reunión con qué frecuencia, de qué forma y durante "
                "cuánto tiempo se reunirán, y en qué se centrarán. Respeten los horarios acordados, avisen "
                "con tiempo si no pueden acudir, y respeten el tiempo y los límites de la otra persona."
            ),
            (
                "Si ejerce la mentoría: escuche, pregunte y ayude a la otra persona a pensar en su práctica, "
                "su contexto y sus decisiones. Comparta lo que sabe cuando ayude. Anote brevemente lo que se "
                "ha acordado y de qué hablarán la próxima vez. Si la otra persona tiene una preocupación por "
                "la seguridad de alguien, o una preocupación profesional grave, anímela a seguir el "
                "procedimiento local."
            ),
            (
                "Si recibe la mentoría: fije sus propios objetivos, traiga preguntas y dilemas, reflexione "
                "sobre su práctica entre reuniones, acoja los comentarios y el reto, y diga con claridad lo "
                "que necesita."
            ),
        ),
    ),
    leaving=Passage(
        "Decir que no, hacer una pausa, marcharse",
        (
            (
                "La participación es voluntaria. Puede rechazar una pareja de mentoría que se le proponga, "
                "hacer una pausa o marcharse en cualquier momento. No tiene que dar ninguna razón, nadie "
                "tiene la culpa, y nunca contará en su contra. Puede volver cuando quiera."
            ),
        ),
    ),
    not_appraisal=Passage(
        "Esto no es una evaluación",
        (
            (
                "El programa es independiente de la gestión del desempeño, de los procedimientos por "
                "incapacidad profesional y de la evaluación formal. Nada de lo que se dice o se escribe aquí "
                "se transmite a ninguno de ellos; a nadie se le pone nota ni se le puntúa, y no se informa "
                "sobre nadie."
            ),
        ),
    ),
    boundaries_reminder=(
        "Lo que nos decimos queda entre ambas partes, salvo que alguien corra riesgo de sufrir un daño grave, "
        "se trate de un delito grave, o la ley o un código profesional obligue a comunicarlo; entonces "
        "seguimos de inmediato el procedimiento de nuestra propia institución. La protección de menores y "
        "de cualquier otra persona, y las normas profesionales de nuestras instituciones, están siempre "
        "por encima de todo. Este es un espacio para crecer, aparte de la dirección de personal y de la "
        "evaluación, y cualquiera de las dos partes puede hacer una pausa o ponerle fin sin dar razones."
    ),
)
