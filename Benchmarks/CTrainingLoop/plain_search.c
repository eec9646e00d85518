#include "plain_loops.h"
#include <string.h>

uint32_t plain_search(const int64_t *starts, const uint32_t *passages, const float *weights,
                      const uint32_t *terms, int64_t count, int64_t passage_count,
                      float *restrict scores) {
    memset(scores, 0, (size_t)passage_count * sizeof(float));
    for (int64_t n = 0; n < count; n++)
        for (int64_t at = starts[terms[n]]; at < starts[terms[n] + 1]; at++)
            scores[passages[at]] += weights[at];
    uint32_t best = 0;
    for (int64_t p = 1; p < passage_count; p++)
        if (scores[p] > scores[best]) best = (uint32_t)p;
    return best;
}
