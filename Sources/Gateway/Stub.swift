import CZlib
import Crypto
import Hummingbird
import HummingbirdCore
import NIOWebSocket
