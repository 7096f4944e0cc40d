// Where text may be written in another way: escapes, base64 and its like, digits set apart. It says "look
// here" and no more; `engine/decode.ts` decides. One pass; letters and digits cost a table look-up each.
#include <stdint.h>

#include <vector>

namespace {

enum Encoded : uint32_t { kEscaped, kRun, kAscii85, kHexPairs, kSpread };

constexpr uint8_t kPlain = 1;      // letters and digits alone
constexpr uint8_t kRunByte = 1;    // letters and digits, and what base64 adds to them
constexpr uint8_t kRunSign = 2;    // of those, what also separates: + / - _
constexpr uint8_t kBlank = 4;  // ends every token: blanks, controls, what is not ASCII
constexpr uint8_t kEscapeSign = 8;
constexpr uint8_t kSeparator = 16;  // may stand between digits

struct EncodedClasses {
  uint8_t of[256] = {};
  constexpr EncodedClasses() {
    for (int i = 0; i < 26; i++) of['a' + i] = of['A' + i] = kRunByte;
    for (int i = 0; i < 10; i++) of['0' + i] = kRunByte;
    for (char c : {'+', '/', '-', '_'}) of[(uint8_t)c] = kRunByte | kRunSign;
    for (int i = 0; i < 256; i++)
      if (i <= ' ' || i >= 127) of[i] |= kBlank;
    for (char c : {'~', '{', '|', '}'}) of[(uint8_t)c] |= kBlank;
    for (char c : {'%', '&', '\\', '='}) of[(uint8_t)c] |= kEscapeSign;
    for (char c : {' ', '\t', '.', ',', '_', '*', '/', '|', ':', ';', '~', '-', '+', '#', '=', '(', ')'}) of[(uint8_t)c] |= kSeparator;
  }
};
constexpr EncodedClasses kEncoded;

bool IsDigit(uint8_t c) { return c >= '0' && c <= '9'; }
int HexOf(uint8_t c) { return IsDigit(c) ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }
bool IsReadable(uint32_t c) { return (c >= 32 && c < 127) || c == 9 || c == 10 || c == 13 || c == 0; }

int Base64Of(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (IsDigit(c)) return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

int Base32Of(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

// True where `size` characters of `bits` bits each read as text.
template <typename Value>
bool ReadsAsText(const uint8_t* at, int size, int bits, Value value) {
  uint32_t held = 0;
  int count = 0;
  for (int i = 0; i < size; i++) {
    int digit = value(at[i]);
    if (digit < 0) return false;
    held = held << bits | digit;
    count += bits;
    if (count < 8) continue;
    count -= 8;
    if (!IsReadable(held >> count & 255)) return false;
  }
  return true;
}

class Survey {
 public:
  Survey(const char* text, size_t size, std::vector<Listed>* found)
      : text_((const uint8_t*)text), size_(size), found_(found) {}

  // INVARIANT: behind the text stands a zero, which ends every run.
  void Run() {
    size_t run = 0, token = 0;
    for (size_t at = 0;; at++) {
      uint8_t kind;
      while ((kind = kEncoded.of[text_[at]]) == kPlain) at++;
      if (at >= size_) at = size_, kind = kBlank;
      if (!(kind & kRunByte)) {
        if (at - run >= kShortestRun) Encoding(run, at);
        run = at + 1;
      }
      if (kind & kBlank) {
        if (at - token >= kAscii85Window) Ascii85(token, at);
        token = at + 1;
        if (at == size_) return;
      }
      if (kind & kEscapeSign) Escape(at);
      if (kind & kSeparator && at > 0) {
        uint8_t before = text_[at - 1];
        if (at >= spread_ && IsDigit(before)) Spread(at);
        if (at >= pairs_ && at > 1 && HexOf(before) >= 0 && HexOf(text_[at - 2]) >= 0) HexPairs(at);
      }
    }
  }

 private:
  static constexpr size_t kShortestRun = 16;
  static constexpr size_t kWindows = 64;
  static constexpr size_t kAscii85Window = 15;
  static constexpr size_t kNear = 24;

  uint8_t At(size_t at) const { return at < size_ ? text_[at] : 0; }
  void Found(Encoded kind, size_t start, size_t end) {
    found_->push_back({kind, (uint32_t)start, (uint32_t)end});
  }

  // Any stretch of it that reads as text makes the whole run worth a look.
  void Encoding(size_t start, size_t end) {
    const uint8_t* run = text_ + start;
    size_t size = end - start;
    for (size_t window = 0; window < kWindows && window * 16 + 16 <= size; window++) {
      for (size_t shift = 0; shift < 8; shift++) {
        size_t from = window * 16 + shift;
        if (from + 16 > size) break;
        if (shift < 4 && ReadsAsText(run + from, 16, 6, Base64Of)) return Found(kRun, start, end);
        if (shift < 2 && from + 24 <= size && ReadsAsText(run + from, 24, 4, HexOf)) return Found(kRun, start, end);
        if (ReadsAsText(run + from, 16, 5, Base32Of)) return Found(kRun, start, end);
      }
    }
  }

  // Five characters a group; what is no group ends the stretch. A token of letters and digits alone is none.
  void Ascii85(size_t start, size_t end) {
    for (size_t at = start; at + kAscii85Window <= end; at++) {
      if (at > start && !memchr("\"'=:,;>([", text_[at - 1], 9)) continue;
      bool readable = true;
      for (size_t group = at; readable && group < at + kAscii85Window; group += 5) {
        uint64_t value = 0;
        for (size_t i = group; i < group + 5; i++) {
          readable = readable && text_[i] <= 'u';
          value = value * 85 + (text_[i] - '!');
        }
        readable = readable && value <= UINT32_MAX;
        for (int shift = 24; readable && shift >= 0; shift -= 8) readable = IsReadable(value >> shift & 255);
      }
      if (readable) return Found(kAscii85, at, end);
    }
  }

  void Escape(size_t at) {
    size_t length = EscapeAt(at);
    if (length == 0) return;
    if (!found_->empty() && found_->back().number == kEscaped && at - found_->back().end <= kNear) {
      found_->back().end = at + length;
    } else {
      Found(kEscaped, at, at + length);
    }
  }

  // Length of the escape that begins here, or 0.
  size_t EscapeAt(size_t at) const {
    uint8_t next = At(at + 1);
    int high = HexOf(next), low = HexOf(At(at + 2));
    bool byte = high >= 0 && low >= 0;
    switch (text_[at]) {
      case '%':
        return byte ? 3 : 0;
      case '&': {
        if (next == '#') return IsDigit(At(at + 2)) || (At(at + 2) | 32) == 'x' ? 3 : 0;
        size_t end = at + 1;
        while (end < at + 32 && (kClasses.of[At(end)] != 0)) end++;
        return end > at + 2 && At(end) == ';' ? end + 1 - at : 0;
      }
      case '=':
        // Quoted-printable: a soft line break, or bytes side by side.
        if (next == '\n' || (next == '\r' && At(at + 2) == '\n'))
          return at > 0 && text_[at - 1] != ' ' && text_[at - 1] != '=' ? 2 : 0;
        return byte && ((At(at + 3) == '=' && HexOf(At(at + 4)) >= 0) || (at > 2 && text_[at - 3] == '=') ||
                        (at > 0 && IsDigit(text_[at - 1]) && high == 2))
                   ? 3
                   : 0;
      default: {
        if (next == 'u') return At(at + 2) == '{' || (low >= 0 && HexOf(At(at + 3)) >= 0) ? 6 : 0;
        if (next == 'x') return low >= 0 && HexOf(At(at + 3)) >= 0 ? 4 : 0;
        if (next == '/') return at > 0 && IsDigit(text_[at - 1]) && IsDigit(At(at + 2)) ? 2 : 0;
        // CSS: up to six hexadecimal digits.
        uint32_t code = 0;
        size_t end = at + 1;
        while (end < at + 7 && HexOf(At(end)) >= 0) code = code * 16 + HexOf(At(end++));
        return end > at + 2 && code >= 32 && code < 127 ? end - at : 0;
      }
    }
  }

  // Single digits, each set apart: `5 3 6 - 4 8 - 1 2 9 3`.
  void Spread(size_t at) {
    if (at > 1 && IsDigit(text_[at - 2])) return;
    size_t start = at - 1, end = at;
    int singles = 1;
    while (end < size_) {
      size_t next = end;
      while (next < size_ && next < end + 5 && kEncoded.of[text_[next]] & kSeparator) next++;
      if (next == end || !IsDigit(At(next)) || IsDigit(At(next + 1))) break;
      singles++;
      end = next + 1;
    }
    spread_ = end;
    if (singles >= 7) Found(kSpread, start, end);
  }

  // `53 53 4e 20 …`
  void HexPairs(size_t at) {
    if (at > 2 && HexOf(text_[at - 3]) >= 0) return;
    size_t start = at - 2, end = at;
    int pairs = 1;
    bool readable = IsReadable(HexOf(text_[start]) << 4 | HexOf(text_[start + 1]));
    while (readable && kEncoded.of[At(end)] & kSeparator) {
      size_t next = end + 1;
      while (next < end + 3 && (At(next) == ' ' || (At(next) == '0' && (At(next + 1) | 32) == 'x'))) next += At(next) == ' ' ? 1 : 2;
      int high = HexOf(At(next)), low = HexOf(At(next + 1));
      if (high < 0 || low < 0 || HexOf(At(next + 2)) >= 0) break;
      readable = IsReadable(high << 4 | low);
      pairs++;
      end = next + 2;
    }
    pairs_ = end;
    if (readable && pairs >= 9) Found(kHexPairs, start, end);
  }

  const uint8_t* text_;
  size_t size_;
  std::vector<Listed>* found_;
  size_t spread_ = 0;
  size_t pairs_ = 0;
};

}  // namespace
