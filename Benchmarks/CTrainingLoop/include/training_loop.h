#include <stdint.h>

// The same AdaGrad updates as Understanding's LinearTrainer, in a plain C loop: the measure that
// training is held against. `weights` and `squares` hold features × row_length floats.
void training_loop(const int64_t *starts, const uint32_t *indices, const float *values,
                   const int32_t *labels, int64_t messages, int64_t classes, int64_t row_length,
                   int64_t epochs, float rate, float dropout, float penalty, uint64_t seed,
                   float *weights, float *squares, float *scores, int64_t *order, int64_t *kept);
