#include "plain_loops.h"
#include <math.h>

static uint64_t next(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

// Draws the features of one message that take part; returns how many.
static int64_t choose(training_loop_state *s, int64_t message) {
    const int64_t from = s->starts[message], to = s->starts[message + 1];
    uint64_t present = 0, dropped = 0;
    for (int64_t at = from; at < to; at++) present |= s->words[at];
    const uint64_t token = (uint64_t)(s->token_dropout * 4294967296.0);
    for (uint64_t rest = present; rest; rest &= rest - 1)
        if (next(&s->seed) >> 32 < token) dropped |= rest & (~rest + 1);
    if (dropped == present) dropped = 0;
    float squares = 0;
    int64_t count = 0, kept = 0;
    for (int64_t at = from; at < to; at++) {
        if (s->words[at] & dropped) continue;
        squares += s->values[at] * s->values[at];
        s->kept[count++] = at;
    }
    const uint64_t threshold = (uint64_t)(s->input_dropout * 4294967296.0);
    const float scale = 1 / (sqrtf(fmaxf(squares, 1e-12f)) * (float)(1 - s->input_dropout));
    for (int64_t at = 0; at < count; at++) {
        if (next(&s->seed) >> 32 < threshold) continue;
        s->kept_values[kept] = s->values[s->kept[at]] * scale;
        s->kept[kept++] = s->indices[s->kept[at]];
    }
    return kept;
}

static void draw(training_loop_state *s) {
    const int threshold = (int)(s->hidden_dropout * 256);
    const float scale = (float)(1 / (1 - threshold / 256.0));
    for (int64_t lane = 0; lane < s->hidden; lane += 8) {
        const uint64_t bits = next(&s->seed);
        for (int at = 0; at < 8; at++)
            s->mask[lane + at] = (int)(bits >> (8 * at) & 255) < threshold ? 0 : scale;
    }
}

static void update(float *restrict row, float *restrict squares, const float *restrict slopes,
                   float value, float rate, int64_t hidden) {
    for (int64_t k = 0; k < hidden; k++) {
        const float gradient = slopes[k] * value;
        squares[k] += gradient * gradient;
        row[k] -= gradient * rate / sqrtf(squares[k]);
    }
}

static void step(training_loop_state *s, int64_t count, int32_t label, float rate) {
    const int64_t hidden = s->hidden;
    float *restrict layer = s->layer, *restrict slopes = s->slopes;
    for (int64_t k = 0; k < hidden; k++) layer[k] = s->input_bias[k];
    for (int64_t n = 0; n < count; n++) {
        const float value = s->kept_values[n];
        const float *restrict row = s->input + s->kept[n] * hidden;
        for (int64_t k = 0; k < hidden; k++) layer[k] += row[k] * value;
    }
    for (int64_t k = 0; k < hidden; k++) {
        layer[k] = fmaxf(layer[k], 0) * s->mask[k];
        slopes[k] = 0;
    }
    float peak = -INFINITY, sum = 0;
    for (int64_t c = 0; c < s->classes; c++) {
        // Eight sums, as the vector code has: one sum could not be kept in lanes.
        float lanes[8] = {0};
        const float *restrict row = s->output + c * hidden;
        for (int64_t k = 0; k < hidden; k += 8)
            for (int at = 0; at < 8; at++) lanes[at] += row[k + at] * layer[k + at];
        float score = s->output_bias[c];
        for (int at = 0; at < 8; at++) score += lanes[at];
        s->scores[c] = score;
        peak = fmaxf(peak, score);
    }
    for (int64_t c = 0; c < s->classes; c++) sum += s->scores[c] = expf(s->scores[c] - peak);
    for (int64_t c = 0; c < s->classes; c++) s->scores[c] /= sum;
    s->scores[label] -= 1;
    for (int64_t c = 0; c < s->classes; c++) {
        const float slope = s->scores[c];
        if (fabsf(slope) < s->slope_min) continue;
        float *restrict row = s->output + c * hidden;
        float *restrict squares = s->output_squares + c * hidden;
        for (int64_t k = 0; k < hidden; k++) {
            slopes[k] += row[k] * slope;
            const float gradient = layer[k] * slope;
            squares[k] += gradient * gradient;
            row[k] -= gradient * rate / sqrtf(squares[k]);
        }
        s->output_bias_squares[c] += slope * slope;
        s->output_bias[c] -= rate * slope / sqrtf(s->output_bias_squares[c]);
    }
    for (int64_t k = 0; k < hidden; k++) slopes[k] = layer[k] > 0 ? slopes[k] * s->mask[k] : 0;
    update(s->input_bias, s->input_bias_squares, slopes, 1, rate, hidden);
    for (int64_t n = 0; n < count; n++)
        update(s->input + s->kept[n] * hidden, s->input_squares + s->kept[n] * hidden, slopes,
               s->kept_values[n], rate, hidden);
}

void training_loop(training_loop_state *s) {
    const float steps = (float)(s->epochs * s->messages);
    int64_t done = 0;
    for (int64_t epoch = 0; epoch < s->epochs; epoch++) {
        for (int64_t at = 0; at < s->messages; at++) s->order[at] = at;
        for (int64_t at = s->messages - 1; at > 0; at--) {
            int64_t other =
                (int64_t)(((unsigned __int128)next(&s->seed) * (uint64_t)(at + 1)) >> 64);
            int64_t swapped = s->order[at];
            s->order[at] = s->order[other];
            s->order[other] = swapped;
        }
        for (int64_t turn = 0; turn < s->messages; turn++) {
            const int64_t message = s->order[turn];
            const float rate = s->rate * (1 - 0.9f * (float)done++ / steps);
            const int64_t count = choose(s, message);
            draw(s);
            step(s, count, s->labels[message], rate);
        }
    }
}
