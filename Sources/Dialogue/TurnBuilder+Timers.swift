/// What the desk does by itself once nobody has come, or nobody has spoken, for a while.
extension TurnBuilder {
    mutating func wake(_ kind: TimerKind) {
        switch kind {
        case .handoffWait:
            guard decision.conversation.phase == .waiting else { return }
            openTicket(
                subject: matter(otherwise: phrase(.person)), priority: .normal,
                telling: .handoffExpired)
            go(to: .bot)
            startIdleTimer()
        case .idle:
            decision.conversation.hasIdleTimer = false
            guard decision.conversation.phase == .bot, policy.options.idleSeconds > 0 else {
                return
            }
            let due = decision.conversation.activeAt.adding(seconds: policy.options.idleSeconds)
            // Where the customer spoke after it was set the timer runs again.
            if facts.now < due {
                startIdleTimer(due: due)
            } else {
                decision.conversation.misses = 0
                go(to: .closed)
            }
        }
    }

    /// Notes that somebody spoke; one timer row serves a conversation until it fires.
    mutating func keepIdleTimer(after event: DialogueEvent) {
        switch event {
        case .timer, .ticketStatus, .queueMoved: return
        case .typed, .action, .ticket, .handoff, .bot, .feedback, .rate, .profile, .identified:
            break
        }
        decision.conversation.activeAt = facts.now
        startIdleTimer()
    }

    private mutating func startIdleTimer() {
        guard policy.options.idleSeconds > 0, !decision.conversation.hasIdleTimer else { return }
        startIdleTimer(due: facts.now.adding(seconds: policy.options.idleSeconds))
    }

    private mutating func startIdleTimer(due: Timestamp) {
        decision.changes.append(.startTimer(.idle, due: due))
        decision.conversation.hasIdleTimer = true
    }
}
