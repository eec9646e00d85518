#include <stdint.h>

// The same updates as Understanding's NetTrainer, in a plain C loop: the measure that training is
// held against. Rows of `hidden` floats: `input` has one a feature, `output` one a class; the
// arrays named squares hold AdaGrad's sums beside them.
typedef struct {
    const int64_t *starts;
    const uint32_t *indices;
    const float *values;
    const uint64_t *words;
    const int32_t *labels;
    int64_t messages, classes, hidden, epochs;
    float rate, slope_min;
    double input_dropout, token_dropout, hidden_dropout;
    uint64_t seed;
    float *input, *input_bias, *output, *output_bias;
    float *input_squares, *input_bias_squares, *output_squares, *output_bias_squares;
    int64_t *order, *kept;
    float *kept_values, *layer, *slopes, *mask, *scores;
} training_loop_state;

void training_loop(training_loop_state *state);

// What a net makes of one message, in a plain C loop over rows of floats: the measure that a
// prediction is held against. Weights as above; `layer` has room for `hidden` floats,
// `scores` for `classes`, of which the probabilities are left in it.
void plain_net(const float *input, const float *output, const uint32_t *indices,
               const float *values, int64_t count, int64_t classes, int64_t hidden,
               float *layer, float *scores);

// The passage with the greatest sum of weights over `count` terms, whose lists of passages are
// `starts[term]..<starts[term + 1]`, in a plain C loop over every one of them: the measure that a
// search is held against. `scores` has room for all passages.
uint32_t plain_search(const int64_t *starts, const uint32_t *passages, const float *weights,
                      const uint32_t *terms, int64_t count, int64_t passage_count, float *scores);
