// Which patterns may match where: the automaton of an RE2::Set followed once over the whole text, without
// stopping at blocks. It tells each byte before which a pattern may end; everything else is left to the
// exact pattern, over the bytes that its longest match could cover.
#include <stdint.h>

#include <memory>

namespace re2 {

// Declared by a patch of `build.ts`: RE2::Set tells that something matched, not where.
// `sink(pattern, end)` is called in order of `end`. False where the automaton had no memory to begin with.
template <typename Sink>
bool DFA::Follow(const StringPiece& text, Sink&& sink) {
  if (!ok()) return false;
  RWLocker lock(&cache_mutex_);
  SearchParams params(text, text, &lock);
  params.anchored = true;  // the Set's program begins with .*? of its own
  params.run_forward = true;
  if (!AnalyzeSearch(&params)) return false;
  State* state = params.start;
  if (state <= SpecialStateMax) return state == DeadState;
  const uint8_t* bytemap = prog_->bytemap();
  const uint8_t* begin = BytePtr(text.data());
  const uint8_t* end = begin + text.size();
  auto report = [&](size_t at) {
    for (int i = state->ninst_ - 1; i >= 0 && state->inst_[i] != MatchSep; i--) sink(state->inst_[i], at);
  };
  // A state is built when it is first needed. Where the budget is spent, all are dropped but the present one.
  auto build = [&](int byte) {
    State* next = RunStateOnByteUnlocked(state, byte);
    if (next != NULL) return next;
    StateSaver saved(this, state);
    ResetCache(&lock);
    state = saved.Restore();
    return state == NULL ? NULL : RunStateOnByteUnlocked(state, byte);
  };
  for (const uint8_t* at = begin; at < end; at++) {
    State* next = state->next_[bytemap[*at]].load(std::memory_order_relaxed);
    if (next == NULL) next = build(*at);
    if (next <= SpecialStateMax) return next == DeadState;
    state = next;
    // The automaton notices a match one byte late.
    if (state->IsMatch()) report(at - begin);
  }
  State* next = state->next_[ByteMap(kByteEndText)].load(std::memory_order_relaxed);
  if (next == NULL) next = build(kByteEndText);
  if (next <= SpecialStateMax) return next == DeadState;
  state = next;
  if (state->IsMatch()) report(text.size());
  return true;
}

}  // namespace re2
