// The whole surface between RE2 and engine/re2.ts: scanners over one text buffer. No exceptions, no I/O.
#include <stdint.h>
#include <stdlib.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "re2/re2.h"
#include "re2/set.h"

#define EXPORT(name) __attribute__((export_name(#name)))

using re2::RE2;
using re2::StringPiece;

namespace {

std::string last_error;

RE2::Options OptionsFor(int flags, int64_t max_mem) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive((flags & 1) == 0);
  options.set_max_mem(max_mem);
  return options;
}

struct Pattern {
  std::string exact;
  int flags;
  uint32_t reach;  // longest match in bytes
  std::unique_ptr<RE2> compiled;
  int value = 0;  // group named "value", 0 = the whole match
};

struct Scanner {
  Scanner(int64_t max_mem) : set(OptionsFor(0, max_mem), RE2::UNANCHORED) {}
  RE2::Set set;
  std::vector<Pattern> patterns;
  std::vector<int> members;      // set index -> pattern
  std::vector<uint32_t> hits;    // pattern, start, end, value start, value end
  uint32_t reach = 1;
  int64_t pattern_mem = 0;
};

// Exact patterns are built when their gate first opens.
RE2* Exact(Scanner* scanner, Pattern* pattern) {
  if (!pattern->compiled) {
    pattern->compiled.reset(new RE2(pattern->exact, OptionsFor(pattern->flags, scanner->pattern_mem)));
    const auto& names = pattern->compiled->NamedCapturingGroups();
    auto value = names.find("value");
    pattern->value = value == names.end() ? 0 : value->second;
  }
  return pattern->compiled.get();
}

void MatchRun(Scanner* scanner, int index, StringPiece text, size_t from, size_t to) {
  Pattern* pattern = &scanner->patterns[index];
  RE2* re = Exact(scanner, pattern);
  size_t end = std::min(text.size(), to + pattern->reach);
  std::vector<StringPiece> groups(pattern->value + 1);
  for (size_t position = from; position <= end && position < to;) {
    if (!re->Match(text, position, end, RE2::UNANCHORED, groups.data(), groups.size())) return;
    size_t start = groups[0].data() - text.data();
    if (start >= to) return;
    size_t stop = start + groups[0].size();
    StringPiece value = groups[pattern->value].data() == nullptr ? groups[0] : groups[pattern->value];
    uint32_t value_start = value.data() - text.data();
    if (stop > start) {
      scanner->hits.insert(scanner->hits.end(), {(uint32_t)index, (uint32_t)start, (uint32_t)stop, value_start,
                                                 (uint32_t)(value_start + value.size())});
    }
    position = stop > start ? stop : stop + 1;
    while (position < text.size() && ((unsigned char)text[position] & 0xC0) == 0x80) position++;
  }
}

// Byte offsets to UTF-16 offsets, in one pass over the text and the sorted offsets.
void ToUtf16(std::vector<uint32_t>* hits, StringPiece text) {
  std::vector<uint32_t*> places;
  for (size_t i = 0; i < hits->size(); i += 5)
    for (int field = 1; field < 5; field++) places.push_back(&(*hits)[i + field]);
  std::sort(places.begin(), places.end(), [](uint32_t* a, uint32_t* b) { return *a < *b; });
  uint32_t byte = 0, unit = 0;
  for (uint32_t* place : places) {
    for (; byte < *place; byte++) {
      unsigned char c = text[byte];
      unit += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
    }
    *place = unit;
  }
}

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

EXPORT(scanner_new) Scanner* ScannerNew(int set_mem, int pattern_mem) {
  Scanner* scanner = new Scanner(set_mem);
  scanner->pattern_mem = pattern_mem;
  return scanner;
}
EXPORT(scanner_free) void ScannerFree(Scanner* scanner) { delete scanner; }

// Adds a pattern by its gate and its exact source. Returns its index, or -1 with an error.
EXPORT(scanner_add)
int ScannerAdd(Scanner* scanner, const char* gate, size_t gate_size, const char* exact, size_t exact_size, int flags,
               uint32_t reach) {
  std::string source((flags & 1) ? "(?i)" : "");
  source.append(gate, gate_size);
  if (scanner->set.Add(source, &last_error) < 0) return -1;
  Pattern pattern;
  pattern.exact.assign(exact, exact_size);
  pattern.flags = flags;
  pattern.reach = reach;
  scanner->reach = std::max(scanner->reach, reach);
  scanner->patterns.push_back(std::move(pattern));
  return scanner->patterns.size() - 1;
}
EXPORT(scanner_compile) int ScannerCompile(Scanner* scanner) { return scanner->set.Compile(); }

// Scans; returns the number of hits, read at scanner_hits.
EXPORT(scanner_scan) size_t ScannerScan(Scanner* scanner, const char* bytes, size_t size, size_t block, int ascii) {
  StringPiece text(bytes, size);
  scanner->hits.clear();
  size_t count = scanner->patterns.size();
  std::vector<size_t> from(count, SIZE_MAX), to(count, 0);
  std::vector<int> open;
  auto close = [&](int index) {
    if (from[index] != SIZE_MAX) MatchRun(scanner, index, text, from[index], to[index]);
    from[index] = SIZE_MAX;
  };
  for (size_t start = 0; start < size; start += block) {
    size_t stop = std::min(size, start + block);
    StringPiece piece(bytes + start, std::min(size, stop + scanner->reach) - start);
    RE2::Set::ErrorInfo error;
    open.clear();
    if (!scanner->set.Match(piece, &open, &error) && error.kind == RE2::Set::kOutOfMemory) {
      // A gate that cannot answer is open.
      for (size_t i = 0; i < count; i++) open.push_back(i);
    }
    for (int index : open) {
      if (from[index] != SIZE_MAX && to[index] < start) close(index);
      if (from[index] == SIZE_MAX) from[index] = start;
      to[index] = stop;
    }
  }
  for (size_t i = 0; i < count; i++) close(i);
  if (!ascii) ToUtf16(&scanner->hits, text);
  return scanner->hits.size() / 5;
}
EXPORT(scanner_hits) const uint32_t* ScannerHits(Scanner* scanner) { return scanner->hits.data(); }

}  // extern "C"
