#include "plain_loops.h"
#include <math.h>

void plain_net(const float *input, const float *output, const uint32_t *indices,
               const float *values, int64_t count, int64_t classes, int64_t hidden,
               float *restrict layer, float *restrict scores) {
    for (int64_t k = 0; k < hidden; k++) layer[k] = 0;
    for (int64_t n = 0; n < count; n++) {
        const float *row = input + (int64_t)indices[n] * hidden;
        const float value = values[n];
        for (int64_t k = 0; k < hidden; k++) layer[k] += value * row[k];
    }
    for (int64_t k = 0; k < hidden; k++) layer[k] = layer[k] > 0 ? layer[k] : 0;
    float most = -INFINITY, sum = 0;
    for (int64_t c = 0; c < classes; c++) {
        const float *row = output + c * hidden;
        // Eight sums beside one another, as the compiler may not make of one.
        float sums[8] = {0};
        for (int64_t k = 0; k < hidden; k += 8)
            for (int at = 0; at < 8; at++) sums[at] += layer[k + at] * row[k + at];
        scores[c] = ((sums[0] + sums[4]) + (sums[1] + sums[5]))
            + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
        most = fmaxf(most, scores[c]);
    }
    for (int64_t c = 0; c < classes; c++) sum += scores[c] = expf(scores[c] - most);
    for (int64_t c = 0; c < classes; c++) scores[c] /= sum;
}
