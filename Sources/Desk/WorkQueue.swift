#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A bounded queue with many producers and one consumer that sleeps while it is empty.
///
/// `@unchecked Sendable` is safe because every access to the stored properties happens while
/// `mutex` is held. A condition variable and not a stream: the consumer is a thread of its own,
/// and it wants everything that is waiting at once.
final class WorkQueue<Element: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [Element] = []
    private var isClosed = false
    private var isAsleep = false
    private var isDrained = false

    init() {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        // The monotonic clock: an operator who sets the time must not stretch a wait.
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        #if canImport(Glibc)
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        #endif
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    var count: Int { locked { waiting.count } }

    enum Admission { case taken, full, closed }

    /// Adds `element`, unless `limit` are waiting or the queue is closed.
    func push(_ element: Element, limit: Int) -> Admission {
        locked {
            guard !isClosed else { return .closed }
            guard waiting.count < limit else { return .full }
            waiting.append(element)
            // Whoever waits for the end sleeps on the same condition: a signal could wake it alone.
            if isAsleep { pthread_cond_broadcast(condition) }
            return .taken
        }
    }

    /// No more is accepted; what waits can still be taken.
    func close() {
        locked {
            isClosed = true
            pthread_cond_broadcast(condition)
        }
    }

    /// The consumer has taken the last element and is done with it.
    func drained() {
        locked {
            isDrained = true
            pthread_cond_broadcast(condition)
        }
    }

    /// Blocks until ``drained()`` was called.
    func waitUntilDrained() {
        locked {
            while !isDrained { pthread_cond_wait(condition, mutex) }
        }
    }

    /// Up to `limit` elements in order; waits at most `waitMilliseconds` for the first, so the
    /// result may be empty. nil when the queue is closed and empty.
    func take(_ limit: Int, waitMilliseconds: Int) -> [Element]? {
        locked {
            if waiting.isEmpty, !isClosed {
                isAsleep = true
                var deadline = timespec()
                #if canImport(Glibc)
                    clock_gettime(CLOCK_MONOTONIC, &deadline)
                #else
                    clock_gettime(CLOCK_REALTIME, &deadline)
                #endif
                let nanoseconds = deadline.tv_nsec + waitMilliseconds % 1000 * 1_000_000
                deadline.tv_sec += waitMilliseconds / 1000 + nanoseconds / 1_000_000_000
                deadline.tv_nsec = nanoseconds % 1_000_000_000
                while waiting.isEmpty, !isClosed {
                    if pthread_cond_timedwait(condition, mutex, &deadline) != 0 { break }
                }
                isAsleep = false
            }
            if waiting.isEmpty { return isClosed ? nil : [] }
            if waiting.count <= limit {
                let all = waiting
                waiting = []
                return all
            }
            let head = Array(waiting.prefix(limit))
            waiting.removeFirst(limit)
            return head
        }
    }
}
