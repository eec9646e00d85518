#include <zlib.h>

// zlib's own initialisers are macros, which Swift does not import.
static inline int frontdesk_deflate_init(z_streamp stream, int level, int windowBits, int memLevel) {
    return deflateInit2(stream, level, Z_DEFLATED, windowBits, memLevel, Z_DEFAULT_STRATEGY);
}
static inline int frontdesk_inflate_init(z_streamp stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}
