#include "training_loop.h"
#include <math.h>

static uint64_t next(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void training_loop(const int64_t *starts, const uint32_t *indices, const float *values,
                   const int32_t *labels, int64_t messages, int64_t classes, int64_t row_length,
                   int64_t epochs, float rate, float dropout, float penalty, uint64_t seed,
                   float *restrict weights, float *restrict squares, float *restrict scores,
                   int64_t *order, int64_t *kept) {
    const uint64_t threshold = (uint64_t)((double)dropout * 4294967296.0);
    const float scale = 1 / (1 - dropout);
    for (int64_t epoch = 0; epoch < epochs; epoch++) {
        for (int64_t at = 0; at < messages; at++) order[at] = at;
        for (int64_t at = messages - 1; at > 0; at--) {
            int64_t other = (int64_t)(((unsigned __int128)next(&seed) * (uint64_t)(at + 1)) >> 64);
            int64_t swapped = order[at];
            order[at] = order[other];
            order[other] = swapped;
        }
        for (int64_t turn = 0; turn < messages; turn++) {
            const int64_t message = order[turn];
            int64_t count = 0;
            for (int64_t at = starts[message]; at < starts[message + 1]; at++)
                if (next(&seed) >> 32 >= threshold) kept[count++] = at;
            for (int64_t k = 0; k < row_length; k++) scores[k] = 0;
            for (int64_t n = 0; n < count; n++) {
                const float value = values[kept[n]] * scale;
                const float *row = weights + (int64_t)indices[kept[n]] * row_length;
                for (int64_t k = 0; k < row_length; k++) scores[k] += row[k] * value;
            }
            float peak = scores[0], sum = 0;
            for (int64_t k = 1; k < classes; k++) peak = fmaxf(peak, scores[k]);
            for (int64_t k = 0; k < row_length; k++) {
                scores[k] = k < classes ? expf(scores[k] - peak) : 0;
                sum += scores[k];
            }
            for (int64_t k = 0; k < row_length; k++) scores[k] /= sum;
            scores[labels[message]] -= 1;
            for (int64_t n = 0; n < count; n++) {
                const float value = values[kept[n]] * scale;
                const int64_t base = (int64_t)indices[kept[n]] * row_length;
                float *restrict row = weights + base;
                float *restrict square = squares + base;
                for (int64_t k = 0; k < row_length; k++) {
                    const float gradient = scores[k] * value + row[k] * penalty;
                    square[k] += gradient * gradient;
                    row[k] -= gradient * rate / sqrtf(square[k]);
                }
            }
        }
    }
}
