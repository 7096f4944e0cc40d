// Patterns over one text: a gate says where each may match, the exact pattern decides there.
#include <stdint.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace {

using re2::RE2;
using re2::StringPiece;

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
  uint32_t reach;  // UTF-16 units of the longest match
  std::unique_ptr<RE2> compiled;
  int value = 0;  // group named "value", 0 = the whole match
  // Bytes in which the gate saw the pattern and that are not matched yet.
  size_t from = 0;
  size_t to = 0;
};

struct Hit {
  uint32_t pattern;
  uint32_t start;
  uint32_t end;
  uint32_t value_start;
  uint32_t value_end;
};

// A gate of its own per group keeps the automata small: states multiply with what they tell apart.
struct Gate {
  explicit Gate(int64_t max_mem) : set(OptionsFor(0, max_mem), RE2::UNANCHORED) {}
  RE2::Set set;
  std::vector<uint32_t> members;  // index in the set -> pattern
  std::unique_ptr<re2::DFA> automaton;
};

class Scanner {
 public:
  Scanner(int64_t gate_mem, int64_t pattern_mem) : gate_mem_(gate_mem), pattern_mem_(pattern_mem) {}

  Lexicon lexicon;
  std::vector<Hit> hits;
  std::vector<Listed> listed;
  std::vector<Listed> encoded;

  // Returns -1 with an error where the gate is not valid.
  int Add(StringPiece gate, StringPiece exact, int flags, uint32_t reach, uint32_t group, std::string* error) {
    while (gates_.size() <= group) gates_.push_back(std::make_unique<Gate>(gate_mem_));
    std::string source((flags & 1) ? "(?i)" : "");
    source.append(gate.data(), gate.size());
    if (gates_[group]->set.Add(source, error) < 0) return -1;
    gates_[group]->members.push_back(patterns_.size());
    Pattern pattern;
    pattern.exact.assign(exact.data(), exact.size());
    pattern.flags = flags;
    pattern.reach = reach;
    patterns_.push_back(std::move(pattern));
    return patterns_.size() - 1;
  }

  bool Compile() {
    for (auto& gate : gates_) {
      if (!gate->set.Compile()) return false;
      gate->automaton.reset(new re2::DFA(gate->set.prog(), re2::Prog::kManyMatch, gate_mem_));
    }
    return true;
  }

  // `wide`: bytes that a UTF-16 unit of this text takes at most.
  void Scan(StringPiece text, uint32_t wide) {
    hits.clear();
    for (auto& gate : gates_) {
      const std::vector<uint32_t>& members = gate->members;
      bool followed = gate->automaton->Follow(text, [&](int index, size_t end) { Open(members[index], end, wide, text); });
      // A gate that cannot answer is open.
      if (!followed) {
        for (uint32_t member : members) {
          patterns_[member].from = 0;
          patterns_[member].to = text.size();
        }
      }
    }
    for (size_t i = 0; i < patterns_.size(); i++) Close(i, text);
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
      return a.start != b.start ? a.start < b.start : a.end != b.end ? a.end > b.end : a.pattern < b.pattern;
    });
  }

 private:
  void Open(uint32_t index, size_t end, uint32_t wide, StringPiece text) {
    Pattern& pattern = patterns_[index];
    size_t reach = (size_t)pattern.reach * wide;
    size_t start = end > reach ? end - reach : 0;
    if (pattern.to > 0 && start > pattern.to) Close(index, text);
    if (pattern.to == 0) pattern.from = start;
    pattern.to = end;
  }

  // INVARIANT: whatever the exact pattern matches, its gate matches too, so all matches end where the gate said.
  void Close(uint32_t index, StringPiece text) {
    Pattern& pattern = patterns_[index];
    if (pattern.to == 0) return;
    size_t end = pattern.to;
    pattern.to = 0;
    size_t at = pattern.from;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) at--;
    RE2* re = Exact(&pattern);
    StringPiece groups[kGroups];
    int count = std::min(pattern.value + 1, kGroups);
    while (at < end && re->Match(text, at, end, RE2::UNANCHORED, groups, count)) {
      size_t start = groups[0].data() - text.data();
      size_t stop = start + groups[0].size();
      StringPiece value = groups[count - 1].data() == nullptr ? groups[0] : groups[count - 1];
      uint32_t value_start = value.data() - text.data();
      if (stop > start)
        hits.push_back({index, (uint32_t)start, (uint32_t)stop, value_start, (uint32_t)(value_start + value.size())});
      at = stop > start ? stop : stop + 1;
      while (at < text.size() && ((unsigned char)text[at] & 0xC0) == 0x80) at++;
    }
  }

  // Exact patterns are built when their gate first opens.
  RE2* Exact(Pattern* pattern) {
    if (!pattern->compiled) {
      pattern->compiled.reset(new RE2(pattern->exact, OptionsFor(pattern->flags, pattern_mem_)));
      const auto& names = pattern->compiled->NamedCapturingGroups();
      auto value = names.find("value");
      pattern->value = value == names.end() ? 0 : value->second;
    }
    return pattern->compiled.get();
  }

  static constexpr int kGroups = 17;
  int64_t gate_mem_;
  int64_t pattern_mem_;
  std::vector<Pattern> patterns_;
  std::vector<std::unique_ptr<Gate>> gates_;
};

}  // namespace
