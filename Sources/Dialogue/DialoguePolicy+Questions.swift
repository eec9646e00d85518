package import Understanding

/// Messages that ask several things.
extension DialoguePolicy {
    /// One question of a message, and which way it goes.
    package struct Asked {
        package let reading: Interpretation
        package let route: Route
    }

    /// What a message asks: one thing, but where it has several questions that words alone answer,
    /// each in its own way. Who asks for a person, too, asks for nothing else. Several questions
    /// with one answer get it where the whole is not sure.
    package func asked(by reading: Interpretation, _ state: Conversation) -> [Asked] {
        var several: [Asked] = []
        var isWordsAlone = true
        for question in reading.asksForPerson ? [] : reading.questions {
            let next = Asked(reading: question, route: route(question, state))
            if asksForPerson(next.route) { return [next] }
            if !saysOnly(next.route) {
                isWordsAlone = false
            } else if !several.contains(where: { isSame($0, next) }) {
                several.append(next)
            }
        }
        let isSure = reading.acted != nil || reading.answering != nil
        if several.count > 1 || several.count == 1 && isWordsAlone && !isSure { return several }
        return [Asked(reading: reading, route: route(reading, state))]
    }

    func asksForPerson(_ route: Route) -> Bool {
        switch route {
        case .handoff: true
        case .intent(let name, _): script.asksForPerson(name)
        case .ticket, .changeTicket, .declined, .knowledge, .clarify, .fallback: false
        }
    }

    /// Whether nothing comes of it but words.
    private func saysOnly(_ route: Route) -> Bool {
        switch route {
        case .intent(let name, _): !script.isLasting(name)
        case .knowledge: true
        case .handoff, .ticket, .changeTicket, .declined, .clarify, .fallback: false
        }
    }

    /// Whether two questions have one answer.
    private func isSame(_ a: Asked, _ b: Asked) -> Bool {
        switch (a.route, b.route) {
        case (.intent(let one, _), .intent(let other, _)): one == other
        case (.knowledge(let one, _), .knowledge(let other, _)): one.id == other.id
        case (.intent(let name, _), .knowledge(let passage, _)):
            script.binds(passage, to: name) || b.reading.intents.first?.name == name
        case (.knowledge, .intent): isSame(b, a)
        default: false
        }
    }
}
