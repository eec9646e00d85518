package import Understanding

/// Stable codes of everything that can go wrong; docs/protocol.md says whose fault each is.
package enum ErrorCode: String, Sendable, Hashable, CaseIterable {
    case badFrame = "BAD_FRAME"
    case badCommand = "BAD_COMMAND"
    case badArgument = "BAD_ARGUMENT"
    case tooLong = "TOO_LONG"
    case invalidUTF8 = "INVALID_UTF8"
    case rateLimited = "RATE_LIMITED"
    case authRequired = "AUTH_REQUIRED"
    case forbidden = "FORBIDDEN"
    case notFound = "NOT_FOUND"
    case conflict = "CONFLICT"
    case unavailable = "UNAVAILABLE"
    case shuttingDown = "SHUTTING_DOWN"
    case `internal` = "INTERNAL"
}

extension ErrorCode {
    /// What it means, in the person's language.
    package func sentence(in language: Language) -> String {
        let (english, chinese) =
            switch self {
            case .badFrame: ("That frame could not be read", "无法识别该数据帧")
            case .badCommand: ("Unknown command; /help lists them", "未知命令，输入 /帮助 查看")
            case .badArgument: ("That could not be used", "参数有误")
            case .tooLong: ("That is too long", "内容过长")
            case .invalidUTF8: ("That is not UTF-8 text", "不是 UTF-8 文本")
            case .rateLimited: ("Too fast; please wait a moment", "发送过快，请稍候")
            case .authRequired: ("Please sign in first", "请先登录")
            case .forbidden: ("That is not allowed", "没有权限")
            case .notFound: ("There is no such thing", "没有找到")
            case .conflict: ("That id was used for something else", "与之前的请求冲突")
            case .unavailable: ("Please try again later", "请稍后再试")
            case .shuttingDown: ("The desk is restarting", "服务正在重启")
            case .internal: ("Something went wrong here; it was noted", "服务出错，我们已记录")
            }
        return language == .chinese ? chinese : english
    }
}
