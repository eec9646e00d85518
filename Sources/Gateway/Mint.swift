import Crypto
import Desk
import Dialogue

/// Random ids and session tokens, from the system's generator.
package enum Mint {
    private static let alphabet = Array(
        "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghijkmnpqrstuvwxyz".utf8)

    /// `prefix` and `length` letters or digits; 22 carry 127 bits.
    static func identifier(_ prefix: String, length: Int = 22) -> String {
        var random = SystemRandomNumberGenerator()
        var bytes = Array(prefix.utf8)
        // The generator is a system call: one serves ten letters, at 6 bits each of 64.
        var (bits, left): (UInt64, Int) = (0, 0)
        let end = bytes.count + length
        while bytes.count < end {
            if left == 0 { (bits, left) = (random.next(), 10) }
            let place = Int(bits & 63)
            (bits, left) = (bits >> 6, left - 1)
            // Places beyond the alphabet are drawn again, so that all letters are alike likely.
            if place < alphabet.count { bytes.append(alphabet[place]) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A new speaker and the token that is told to its holder only.
    static func speaker() -> (speaker: Speaker, token: String) {
        let token = identifier("", length: 32)
        let speaker = Speaker(
            participant: ParticipantID(identifier("p_")),
            conversation: ConversationID(identifier("c_")),
            customer: CustomerID(identifier("cu_")), tokenHash: hash(.session, token))
        return (speaker, token)
    }

    /// What a hash stands for, so that no token can be made to equal another kind's.
    package enum Domain: String { case session, sender, bearer }

    package static func hash(_ domain: Domain, _ text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(domain.rawValue) \(text)".utf8)))
    }
}
