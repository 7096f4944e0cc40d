// One pass over UTF-8 that writes each character of the Basic Multilingual Plane as the table says, in
// place: every character stays one UTF-16 unit, so offsets of the text stay what they were.
#include <stdint.h>
#include <string.h>

namespace {

constexpr uint16_t kDeep = 0xFFFF;  // needs more than one unit for another: told, not done

struct Folded {
  uint32_t size;
  uint32_t changed;
  uint32_t deep;
};

Folded Fold(uint8_t* bytes, uint32_t size, const uint16_t* table) {
  Folded folded{0, 0, 0};
  uint32_t to = 0;
  for (uint32_t at = 0; at < size;) {
    uint64_t eight;
    while (at + 8 <= size && (memcpy(&eight, bytes + at, 8), (eight & 0x8080808080808080) == 0)) {
      if (to != at) memcpy(bytes + to, &eight, 8);
      at += 8;
      to += 8;
    }
    if (at >= size) break;
    uint8_t lead = bytes[at];
    int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 1) {
      bytes[to++] = bytes[at++];
      continue;
    }
    if (length == 4) {
      folded.deep = 1;
      memmove(bytes + to, bytes + at, 4);
      at += 4;
      to += 4;
      continue;
    }
    uint32_t code = length == 2 ? (lead & 31) << 6 | (bytes[at + 1] & 63)
                                : (lead & 15) << 12 | (bytes[at + 1] & 63) << 6 | (bytes[at + 2] & 63);
    uint16_t folds = table[code];
    if (folds == kDeep) folded.deep = 1;
    if (folds == 0 || folds == kDeep || folds >= 0x80) {
      memmove(bytes + to, bytes + at, length);
      at += length;
      to += length;
      continue;
    }
    folded.changed = 1;
    bytes[to++] = folds;
    at += length;
  }
  folded.size = to;
  return folded;
}

}  // namespace
