// The whole surface between RE2 and engine/re2.ts: scanners over one text buffer. No exceptions, no I/O.
#include <stdint.h>
#include <stdlib.h>

#include <string>
#include <vector>

#define EXPORT(name) __attribute__((export_name(#name)))

namespace {

std::string last_error;

// Byte offsets to UTF-16 offsets: units before each stretch are counted once, the rest per offset.
class Units {
 public:
  explicit Units(StringPiece text) : text_(text) {
    uint32_t units = 0;
    for (size_t at = 0; at < text.size(); at++) {
      if (at % kStretch == 0) before_.push_back(units);
      units += Of(text[at]);
    }
    if (text.size() % kStretch == 0) before_.push_back(units);
  }
  void Convert(uint32_t* offset) const {
    uint32_t units = before_[*offset / kStretch];
    for (size_t at = *offset - *offset % kStretch; at < *offset; at++) units += Of(text_[at]);
    *offset = units;
  }
  void Convert(std::vector<Listed>* listed) const {
    for (Listed& one : *listed)
      for (uint32_t* offset : {&one.start, &one.end}) Convert(offset);
  }

 private:
  static constexpr size_t kStretch = 128;
  static uint32_t Of(unsigned char c) { return (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1; }
  StringPiece text_;
  std::vector<uint32_t> before_;
};

}  // namespace

extern "C" {

EXPORT(alloc) void* Alloc(size_t size) { return malloc(size); }
EXPORT(release) void Release(void* pointer) { free(pointer); }

// A pattern's syntax and size, before it is trusted. Returns its program size, or -1 with an error.
EXPORT(pattern_check) int PatternCheck(const char* source, size_t length, int flags, int max_mem) {
  RE2 re(StringPiece(source, length), OptionsFor(flags, max_mem));
  if (re.ok()) return re.ProgramSize();
  last_error = re.error();
  return -1;
}
EXPORT(error_text) const char* ErrorText() { return last_error.c_str(); }
EXPORT(error_size) size_t ErrorSize() { return last_error.size(); }

EXPORT(scanner_new) Scanner* ScannerNew(int gate_mem, int pattern_mem) { return new Scanner(gate_mem, pattern_mem); }
EXPORT(scanner_free) void ScannerFree(Scanner* scanner) { delete scanner; }

// Adds a pattern by its gate and its exact source. Returns its index, or -1 with an error.
EXPORT(scanner_add)
int ScannerAdd(Scanner* scanner, const char* gate, size_t gate_size, const char* exact, size_t exact_size, int flags,
               uint32_t reach, uint32_t group) {
  return scanner->Add(StringPiece(gate, gate_size), StringPiece(exact, exact_size), flags, reach, group, &last_error);
}

// Words, labels from the line `labels` on, endings from the line `endings` on.
EXPORT(scanner_words)
void ScannerWords(Scanner* scanner, const char* lines, size_t size, uint32_t labels, uint32_t endings) {
  scanner->lexicon.Fill(lines, size, labels, endings);
}
EXPORT(scanner_compile) int ScannerCompile(Scanner* scanner) { return scanner->Compile(); }

// Scans; returns the number of hits, read at scanner_hits; words and labels are read at scanner_listed.
EXPORT(scanner_scan)
size_t ScannerScan(Scanner* scanner, char* bytes, size_t size, int ascii, uint32_t label_reach) {
  StringPiece text(bytes, size);
  uint32_t wide = ascii ? 1 : 3;
  scanner->Scan(text, wide);
  scanner->listed.clear();
  bytes[size] = 'a';
  bytes[size + 1] = 0;
  scanner->lexicon.Scan(bytes, size, label_reach * wide, &scanner->listed);
  bytes[size] = 0;
  scanner->encoded.clear();
  Survey(bytes, size, &scanner->encoded).Run();
  if (!ascii && scanner->hits.size() + scanner->listed.size() + scanner->encoded.size() > 0) {
    Units units(text);
    for (Hit& hit : scanner->hits)
      for (uint32_t* offset : {&hit.start, &hit.end, &hit.value_start, &hit.value_end}) units.Convert(offset);
    units.Convert(&scanner->listed);
    units.Convert(&scanner->encoded);
  }
  return scanner->hits.size();
}
EXPORT(scanner_hits) const Hit* ScannerHits(Scanner* scanner) { return scanner->hits.data(); }
EXPORT(scanner_listed) const Listed* ScannerListed(Scanner* scanner) { return scanner->listed.data(); }
EXPORT(scanner_listed_count) size_t ScannerListedCount(Scanner* scanner) { return scanner->listed.size(); }
EXPORT(scanner_encoded) const Listed* ScannerEncoded(Scanner* scanner) { return scanner->encoded.data(); }
EXPORT(scanner_encoded_count) size_t ScannerEncodedCount(Scanner* scanner) { return scanner->encoded.size(); }

// Runs of letters and digits that the sieve may hold; returns their number, read at scanner_listed.
EXPORT(scanner_mentions)
size_t ScannerMentions(Scanner* scanner, const char* bytes, size_t size, int ascii, const uint32_t* sieve) {
  scanner->listed.clear();
  Mentions(bytes, size, sieve, &scanner->listed);
  if (!ascii && !scanner->listed.empty()) Units(StringPiece(bytes, size)).Convert(&scanner->listed);
  return scanner->listed.size();
}

// Folds in place; returns three numbers: the new size, whether anything changed, whether more is needed.
EXPORT(fold) const Folded* FoldText(uint8_t* bytes, uint32_t size, const uint16_t* table) {
  static Folded folded;
  folded = Fold(bytes, size, table);
  return &folded;
}

}  // extern "C"
