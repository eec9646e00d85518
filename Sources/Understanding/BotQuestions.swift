/// What people ask the machine about itself.
package enum BotQuestions {
    /// Whether a machine answers here, ``names`` among them.
    package static let challenges =
        CourtesyWords.phrases(
            """
            are you a bot, are you a robot, are you a machine, are you a computer, are you an ai
            are you ai, are you chatgpt, are you human, are you a human, are you real, are you a person
            are you a real person, are you an actual person, are you an actual human
            are you a real human, is this a bot, is this a robot, is this a machine, is this an ai
            is this ai, is this chatgpt, is this a person, is this a real person, is this a human
            is this automated, am i talking to a bot, am i talking to a robot, am i talking to a machine
            am i talking to a human, am i talking to a person, am i talking to a real person
            am i chatting with a bot, am i chatting with a robot, am i chatting with a human
            am i chatting with a person, am i chatting with a real person, am i speaking to a bot
            am i speaking to a human, am i speaking to a person, am i speaking to a real person
            bot or human, human or bot, are you a bot or a human, are you a human or a bot
            are you a bot or a person, are you a person or a bot, are you human or a bot
            are you a robot or a human, are you a human or a robot, are you a person or a robot
            are you a real person or a bot, are you a real person or a robot
            你是机器人吗, 您是机器人吗, 你是机器人, 是机器人吗, 你是不是机器人, 您是不是机器人
            是不是机器人, 你是真人吗, 您是真人吗, 是真人吗, 你是不是真人, 您是不是真人, 是不是真人, 你是人吗, 你是人工吗
            您是人工吗, 是人工吗, 你是人还是机器人, 您是人还是机器人, 你是真人还是机器人, 您是真人还是机器人
            是人还是机器人, 是真人还是机器人, 是人工还是机器人, 你是人工还是机器人, 你是人工智能吗, 你是电脑吗
            我在和机器人说话吗, 我在跟机器人说话吗
            """) + names

    /// Who answers here; of a desk it may be asked whose it is.
    static let names = CourtesyWords.phrases(
        """
        who are you, what are you, what's your name, what is your name, do you have a name
        who am i talking to, who am i speaking to, who am i chatting with
        你是谁, 您是谁, 你叫什么, 你叫什么名字, 您叫什么名字
        """)

    /// What can be asked here, ``cries`` among them.
    package static let abilities =
        CourtesyWords.phrases(
            """
            what can you do, what can you do for me, what do you do, what can you help with
            what can you help me with, what can i ask, what can i ask you, what can i ask here
            how can you help, how can you help me, how does this work, how does this chat work
            what are you able to do, what do you know
            你能做什么, 您能做什么, 你会做什么, 你可以做什么, 你能干什么, 你会什么, 你能帮我做什么, 你能帮我什么
            你可以帮我做什么, 我可以问什么, 可以问什么, 能问什么, 怎么用
            """) + cries

    /// The call for help, which may want a person.
    static let cries = CourtesyWords.phrases(
        """
        help, help me, can you help me, can you help, i need help, i need some help, please help
        please help me
        帮助, 帮帮我, 需要帮助, 我需要帮助, 请帮帮我
        """)
}
