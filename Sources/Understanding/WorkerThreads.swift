#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

import Synchronization

/// What `work` makes of each of `0..<count`, in that order; on `threads` threads at once, the
/// caller's among them, which take the next when they are done with one.
///
/// Threads of its own: those of Dispatch also carry a server's requests, which would wait for as
/// long as a model trains. The new threads have the caller's priority (sched(7)). Where the system
/// gives no more threads there are fewer.
func results<Result: Sendable>(
    of count: Int, onThreads threads: Int, _ work: @Sendable (Int) -> Result
) -> [Result] {
    let next = Atomic<Int>(0)
    let results = Mutex<[Int: Result]>([:])
    run(onThreads: threads) {
        while true {
            let at = next.add(1, ordering: .relaxed).oldValue
            guard at < count else { return }
            let result = work(at)
            results.withLock { $0[at] = result }
        }
    }
    return results.withLock { results in (0..<count).compactMap { results[$0] } }
}

/// Runs `work` on `count` threads at once and returns when all are done.
private func run(onThreads count: Int, _ work: @Sendable () -> Void) {
    withoutActuallyEscaping(work) { work in
        let shared = SharedWork(run: work)
        withExtendedLifetime(shared) {
            let threads = (1..<max(count, 1)).compactMap { _ in started(shared) }
            shared.run()
            for thread in threads { pthread_join(thread, nil) }
        }
    }
}

/// What two pieces of work come to, the second on a thread of its own meanwhile; where the system
/// gives none, one after the other.
package func sideBySide<First, Second: Sendable>(
    _ first: () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
    withoutActuallyEscaping(second) { second in
        let result = Mutex<Second?>(nil)
        let shared = SharedWork {
            let found = second()
            result.withLock { $0 = found }
        }
        return withExtendedLifetime(shared) {
            let thread = started(shared)
            let found = first()
            if let thread { pthread_join(thread, nil) }
            return (found, result.withLock { $0 } ?? second())
        }
    }
}

private final class SharedWork: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
}

/// A thread that runs `shared`, which whoever joins it keeps alive until then.
private func started(_ shared: SharedWork) -> pthread_t? {
    var thread = pthread_t()
    let context = Unmanaged.passUnretained(shared).toOpaque()
    let status = pthread_create(
        &thread, nil,
        { context in
            if let context {
                Unmanaged<SharedWork>.fromOpaque(context).takeUnretainedValue().run()
            }
            return nil
        }, context)
    return status == 0 ? thread : nil
}
