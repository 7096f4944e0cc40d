// What is found word by word: listed words, labels of several words, word endings. One pass over the
// letters; a bitmap says "perhaps" for almost nothing, and a table of 64-bit hashes decides.
#include <stdint.h>
#include <string.h>

#include <string>
#include <vector>

namespace {

// Letters as 1 to 26 whatever their case, digits as kDigit, all else 0.
constexpr uint8_t kDigit = 32;
constexpr uint8_t kLetterBits = 31;
struct ByteClasses {
  uint8_t of[256] = {};
  constexpr ByteClasses() {
    for (int i = 0; i < 26; i++) of['a' + i] = of['A' + i] = i + 1;
    for (int i = 0; i < 10; i++) of['0' + i] = kDigit;
  }
};
constexpr ByteClasses kClasses;

constexpr int kLongestWord = 48;
constexpr uint64_t kBase = 0x9E3779B97F4A7C15;

struct Powers {
  uint64_t of[kLongestWord + 1] = {};
  constexpr Powers() {
    of[0] = 1;
    for (int i = 0; i < kLongestWord; i++) of[i + 1] = of[i] * kBase;
  }
};
constexpr Powers kPowers;

uint64_t HashOf(const char* letters, size_t size) {
  uint64_t hash = 0;
  for (size_t i = 0; i < size; i++) hash = hash * kBase + kClasses.of[(uint8_t)letters[i]];
  return hash;
}

// The top bits of a product are well mixed, the low ones are not.
uint32_t SlotOf(uint64_t hash, int bits) { return (hash * 0xD6E8FEB86659FD93) >> (64 - bits); }

// A set of bits: what is not in it was never added.
class Sieve {
 public:
  explicit Sieve(int bits) : bits_(bits), words_((size_t)1 << (bits - 5)) {}
  void Add(uint64_t hash) {
    uint32_t slot = SlotOf(hash, bits_);
    words_[slot >> 5] |= 1u << (slot & 31);
  }
  bool Has(uint64_t hash) const {
    uint32_t slot = SlotOf(hash, bits_);
    return words_[slot >> 5] >> (slot & 31) & 1;
  }

 private:
  int bits_;
  std::vector<uint32_t> words_;
};

// Hash to number, open addressing, at most half full.
class Numbers {
 public:
  void Reserve(size_t count) {
    bits_ = 4;
    while (((size_t)1 << bits_) < count * 2) bits_++;
    slots_.assign((size_t)1 << bits_, Slot{0, kNone});
  }
  void Add(uint64_t hash, uint32_t number) {
    for (uint32_t slot = SlotOf(hash, bits_);; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot].number != kNone && slots_[slot].hash != hash) continue;
      slots_[slot] = Slot{hash, number};
      return;
    }
  }
  uint32_t Find(uint64_t hash) const {
    if (slots_.empty()) return kNone;
    for (uint32_t slot = SlotOf(hash, bits_);; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot].number == kNone || slots_[slot].hash == hash) return slots_[slot].number;
    }
  }
  static constexpr uint32_t kNone = UINT32_MAX;

 private:
  struct Slot {
    uint64_t hash;
    uint32_t number;
  };
  int bits_ = 0;
  std::vector<Slot> slots_;
};

struct Listed {
  uint32_t number;
  uint32_t start;
  uint32_t end;
};

class Lexicon {
 public:
  // Words, labels and endings, one a line, lower case; they are numbered in this order.
  void Fill(const char* lines, size_t size, uint32_t labels, uint32_t endings) {
    size_t count = 1;
    for (size_t i = 0; i < size; i++) count += lines[i] == '\n';
    words_.Reserve(labels);
    labels_.Reserve(endings - labels);
    endings_.Reserve(count - endings);
    uint32_t number = 0;
    for (const char *at = lines, *end = lines + size; at < end; number++) {
      const char* stop = (const char*)memchr(at, '\n', end - at);
      if (stop == NULL) stop = end;
      size_t length = stop - at;
      if (length > 0 && length <= kLongestWord) Add(at, length, number, number < labels ? 0 : number < endings ? 1 : 2);
      at = stop + 1;
    }
  }

  // `reach`: bytes after a label within which a digit must stand, or the label declares nothing.
  // INVARIANT: behind the text stand a letter and a zero, so that both inner loops end by themselves.
  void Scan(const char* text, size_t size, uint32_t reach, std::vector<Listed>* found) {
    const uint8_t* bytes = (const uint8_t*)text;
    Chain chains[kChains];
    int open = 0;
    waiting_.clear();
    size_t last = 0;
    for (size_t at = 0;;) {
      for (uint8_t kind; (kind = kClasses.of[bytes[at]]) == 0 || kind == kDigit; at++)
        if (kind == kDigit && !waiting_.empty()) Settle(at, reach, found);
      if (at >= size) return;
      size_t start = at;
      while (kClasses.of[bytes[at]] & kLetterBits) at++;
      if (at > size) at = size;
      size_t length = at - start;
      // The `s` of `patient's name` stands between words.
      if (length == 1 && open > 0 && start == last + 1 && bytes[last] == '\'' && (bytes[start] | 32) == 's') continue;
      if (length > kLongestWord) {
        open = 0;
        continue;
      }
      // A single letter begins a word of interest only as in `D.O.B.`.
      uint32_t slot = Quick(bytes + start, length);
      bool counts = (length > 1 || bytes[at] == '.') && quick_[slot >> 5] >> (slot & 31) & 1;
      if (length > kShortestEnded && tail_sieve_.Has(TailOf(text + at))) Ending(text, start, at, found);
      if (!counts && open == 0) continue;
      uint64_t hash = HashOf(text + start, length);
      if (counts && word_sieve_.Has(hash)) {
        uint32_t number = words_.Find(hash);
        if (number != Numbers::kNone) found->push_back({number, (uint32_t)start, (uint32_t)at});
      }
      if (open > 0 && !Joins(bytes + last, start - last)) open = 0;
      int kept = 0;
      for (int i = 0; i < open; i++) {
        Chain chain = chains[i];
        if (chain.length + length > kLongestWord) continue;
        chain.hash = chain.hash * kPowers.of[length] + hash;
        chain.length += length;
        if (Follow(chain, at)) chains[kept++] = chain;
      }
      open = kept;
      if (counts && open < kChains) {
        Chain chain{hash, (uint32_t)start, (uint32_t)length};
        if (Follow(chain, at)) chains[open++] = chain;
      }
      last = at;
    }
  }

 private:
  // Words that may be the beginning of a label.
  struct Chain {
    uint64_t hash;
    uint32_t start;
    uint32_t length;
  };
  static constexpr int kChains = 8;
  static constexpr int kTail = 4;
  static constexpr size_t kShortestEnded = 5;
  static constexpr size_t kShortestRoot = 2;
  static constexpr size_t kShortestWhole = 8;

  // The first two letters, the last and the length: words that share none of these with a listed one are seen through.
  static uint32_t Quick(const uint8_t* word, size_t length) {
    return (word[0] & 31) | (word[length > 1 ? 1 : 0] & 31) << 5 | (word[length - 1] & 31) << 10 |
           (uint32_t)(length < 31 ? length : 31) << 15;
  }

  // The last four letters before `end`.
  static uint64_t TailOf(const char* end) {
    uint32_t letters;
    memcpy(&letters, end - kTail, kTail);
    return letters | 0x20202020;
  }

  void AddQuick(const char* word, size_t length) {
    uint32_t slot = Quick((const uint8_t*)word, length);
    quick_[slot >> 5] |= 1u << (slot & 31);
  }

  void Add(const char* word, size_t length, uint32_t number, int kind) {
    uint64_t hash = HashOf(word, length);
    if (kind == 0) {
      AddQuick(word, length);
      word_sieve_.Add(hash);
      words_.Add(hash, number);
    } else if (kind == 1) {
      labels_.Add(hash, number);
      uint64_t prefix = 0;
      for (size_t i = 0; i < length; i++) {
        prefix = prefix * kBase + kClasses.of[(uint8_t)word[i]];
        label_sieve_.Add(prefix);
        AddQuick(word, i + 1);
      }
    } else {
      endings_.Add(hash, number);
      ending_lengths_ |= 1ull << length;
      // An ending of three letters, after any other.
      std::string tail = length >= kTail ? std::string(word, length) : "a" + std::string(word, length);
      for (char first = 'a'; first <= 'z'; first++) {
        if (length < kTail) tail[0] = first;
        tail_sieve_.Add(TailOf(tail.data() + tail.size()));
      }
    }
  }

  // Takes note where the chain is a whole label; false where it is not even the beginning of one.
  bool Follow(const Chain& chain, size_t end) {
    if (!label_sieve_.Has(chain.hash)) return false;
    uint32_t number = labels_.Find(chain.hash);
    if (number != Numbers::kNone) waiting_.push_back({number, chain.start, (uint32_t)end});
    return true;
  }

  void Settle(size_t digit, uint32_t reach, std::vector<Listed>* found) {
    for (const Listed& label : waiting_)
      if (digit - label.end <= reach) found->push_back(label);
    waiting_.clear();
  }

  // What may stand between two words of a label: `'s` and up to three of these.
  static bool Joins(const uint8_t* bytes, size_t size) {
    if (size >= 2 && bytes[0] == '\'' && (bytes[1] | 32) == 's') {
      bytes += 2;
      size -= 2;
    }
    if (size > 3) return false;
    for (size_t i = 0; i < size; i++)
      if (memchr(" \t_./-", bytes[i], 6) == NULL) return false;
    return true;
  }

  void Ending(const char* text, size_t start, size_t end, std::vector<Listed>* found) {
    size_t length = end - start;
    for (size_t size = kLongestWord; size >= 3; size--) {
      if (!(ending_lengths_ >> size & 1)) continue;
      bool whole = length == size && size >= kShortestWhole;
      if (!whole && length < size + kShortestRoot) continue;
      uint32_t number = endings_.Find(HashOf(text + end - size, size));
      if (number == Numbers::kNone) continue;
      found->push_back({number, (uint32_t)start, (uint32_t)end});
      return;
    }
  }

  std::vector<uint32_t> quick_ = std::vector<uint32_t>((size_t)1 << 15);
  Sieve word_sieve_{22};
  Sieve label_sieve_{18};
  Sieve tail_sieve_{18};
  Numbers words_;
  Numbers labels_;
  Numbers endings_;
  uint64_t ending_lengths_ = 0;
  std::vector<Listed> waiting_;
};

// Runs of letters and digits whose hash is in the sieve of 2^16 bits; `engine/detection/repeats.ts` makes it.
// INVARIANT: both hash UTF-8 alike, ASCII letters and U+00C0 to U+00DE in lower case.
void Mentions(const char* text, size_t size, const uint32_t* sieve, std::vector<Listed>* found) {
  const uint8_t* bytes = (const uint8_t*)text;
  uint32_t hash = 0;
  size_t start = 0;
  for (size_t at = 0; at <= size;) {
    uint8_t byte = at < size ? bytes[at] : 0;
    if (kClasses.of[byte] != 0) {
      hash = hash * 31 + (byte | 32);
      at++;
      continue;
    }
    // Letters of other scripts, roughly: all but Latin-1's signs, general punctuation and symbols.
    size_t length = byte < 0xC3 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 0;
    if (length == 3 && byte == 0xE2) length = 0;
    if (length == 3 && byte == 0xE3 && at + 1 < size && bytes[at + 1] == 0x80) length = 0;
    if (length > 0 && at + length <= size) {
      for (size_t i = 0; i < length; i++) {
        uint8_t part = bytes[at + i];
        if (byte == 0xC3 && i == 1 && part <= 0x9E) part |= 0x20;
        hash = hash * 31 + part;
      }
      at += length;
      continue;
    }
    uint32_t slot = (hash ^ hash >> 16) & 0xFFFF;
    if (at > start && sieve[slot >> 5] >> (slot & 31) & 1) found->push_back({0, (uint32_t)start, (uint32_t)at});
    hash = 0;
    at++;
    while (at < size && (bytes[at] & 0xC0) == 0x80) at++;
    start = at;
  }
}

}  // namespace
