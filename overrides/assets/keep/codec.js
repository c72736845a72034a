// A list of papers as a part of an address: 1, the version of this format, then two letters by which a damaged link is
// known, then the papers' ids, packed. Fifty papers take about 1,550 characters, and links live for ever: none of this
// may change, the words below included. Another way of writing them gets another number.
//
// Ids are words of titles, and are packed as one text by a binary arithmetic coder: each letter is six yes-or-no
// decisions, and how probable each is follows from what came after the same one to five letters before. So that it
// does not begin knowing nothing, it has first read the words that titles of papers have most often.

import { isId } from "./shelf.js";

const WORDS = "error-energy-do-trained-concept-sequential-not-diverse-differentially-denoising-transport-matrix-images-group-box-2-pretraining-physics-making-interpretable-class-all-when-semi-quantization-planning-grained-functions-exploring-sequence-regularization-games-you-function-solving-protein-augmented-action-what-theory-dimensional-score-rl-problems-partial-instruction-dual-test-inverse-descent-simple-recognition-driven-at-against-active-probabilistic-layer-fairness-scene-quality-global-editing-loss-effective-structured-processes-motion-method-random-parameter-over-generalized-end-clustering-privacy-modal-features-better-equivariant-bounds-pruning-exploration-experts-compression-systems-discovery-convex-code-transfer-tasks-multiple-improved-continual-consistency-complexity-synthesis-search-heterogeneous-approximation-regret-preference-meta-algorithm-variational-order-noise-conditional-methods-machine-few-evaluating-universal-forecasting-kernel-level-benchmarking-attacks-mixture-memory-bias-retrieval-local-rethinking-position-cross-convergence-single-unsupervised-structure-continuous-uncertainty-real-bandits-rank-flow-ai-feedback-constrained-implicit-general-scaling-design-reconstruction-out-graphs-agents-reward-open-point-view-selection-one-scalable-how-hierarchical-foundation-without-semantic-regression-perspective-private-are-distillation-temporal-state-control-unified-enhancing-can-world-fast-beyond-sample-prompt-matching-label-pre-approach-segmentation-robustness-evaluation-decision-algorithms-agent-guided-long-contrastive-classification-zero-task-high-low-information-dynamics-sampling-offline-gaussian-feature-space-adaptation-bayesian-as-alignment-series-improving-analysis-latent-dynamic-non-supervised-multimodal-scale-reasoning-representations-sparse-object-distribution-attention-network-knowledge-transformer-under-stochastic-modeling-domain-understanding-video-llm-causal-free-fine-adversarial-policy-online-dataset-llms-human-benchmark-is-prediction-tuning-generative-generalization-visual-estimation-gradient-context-shot-adaptive-federated-framework-using-self-detection-optimal-inference-transformers-through-aware-linear-text-representation-by-an-robust-towards-vision-deep-3d-time-generation-training-optimization-image-graph-networks-from-reinforcement-efficient-multi-data-based-model-diffusion-on-large-neural-to-via-language-the-a-models-in-and-with-of-learning-for";

const LETTERS = "\n-abcdefghijklmnopqrstuvwxyz0123456789"; // an id ends with a line, the list with an empty one
const BITS = 6; // a letter
const ORDERS = 6; // how many letters before are looked at: none to five
const PRIOR = 2.5; // how much a shorter context counts beside a longer one
const ONE = 65536; // probabilities are parts of it
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; // base64url
const VERSION = "1";
const LONGEST = 1_000_000; // letters of a list that anybody would send

/** A link that is cut off, mistyped, or of a format that came later. */
export class NoList extends Error {}

/** What the coder knows of the letters so far. */
function model() {
  /** @type {Map<string, [number, number]>} */
  const counts = new Map();
  let before = "";

  /** The next letter, by a decision at a time: `decide` takes the probability of a yes, and says which it is. @param {(probability: number) => number} decide */
  return (decide) => {
    let node = 1;
    for (let bit = 0; bit < BITS; bit++) {
      const seen = [];
      let probability = 0.5;
      for (let order = 0; order < ORDERS; order++) {
        const context = `${before.slice(Math.max(0, before.length - order))}|${order}|${node}`;
        let count = counts.get(context);
        if (!count) counts.set(context, (count = [0, 0]));
        probability = (count[1] + PRIOR * probability) / (count[0] + count[1] + PRIOR);
        seen.push(count);
      }
      const chosen = decide(Math.min(ONE - 16, Math.max(16, Math.floor(probability * ONE))));
      for (const count of seen) count[chosen]++;
      node = node * 2 + chosen;
    }
    const letter = LETTERS[node - 2 ** BITS];
    before = (before + letter).slice(1 - ORDERS);
    return letter;
  };
}

/** A model that has read the words. */
function taught() {
  const next = model();
  feed(next, `${WORDS}\n`, (_, chosen) => chosen);
  return next;
}

/** Gives a text to a model, letter by letter. @param {ReturnType<typeof model>} next @param {string} text @param {(probability: number, chosen: number) => number} decide */
function feed(next, text, decide) {
  for (const letter of text) {
    const code = LETTERS.indexOf(letter);
    let bit = BITS;
    next((probability) => decide(probability, (code >> --bit) & 1));
  }
}

/** Where a range of numbers is cut in two. @param {number} low @param {number} high @param {number} probability */
const cut = (low, high, probability) => low + Math.floor((high - low) / ONE) * probability + Math.floor((((high - low) % ONE) * probability) / ONE);

/** Two letters that hardly any other text has. @param {string} text */
function check(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) % 4093;
  return DIGITS[sum >> 6] + DIGITS[sum & 63];
}

/** What stands behind the # of a list's address. @param {Iterable<string>} ids */
export function encode(ids) {
  const text = [...new Set(ids)].sort().map((id) => `${id}\n`).join("");
  let low = 0, high = 2 ** 32 - 1, packed = "", waiting = 0, held = 0;
  const put = (/** @type {number} */ byte) => {
    waiting = waiting * 256 + byte;
    for (held += 8; held >= 6; held -= 6) {
      packed += DIGITS[Math.floor(waiting / 2 ** (held - 6))];
      waiting %= 2 ** (held - 6);
    }
  };
  feed(taught(), `${text}\n`, (probability, chosen) => {
    const middle = cut(low, high, probability);
    if (chosen) high = middle;
    else low = middle + 1;
    while (Math.floor(low / 2 ** 24) === Math.floor(high / 2 ** 24)) {
      put(Math.floor(high / 2 ** 24));
      low = (low % 2 ** 24) * 256;
      high = (high % 2 ** 24) * 256 + 255;
    }
    return chosen;
  });
  put(Math.floor(high / 2 ** 24)); // and nothing behind it, which is read as zeros, but is above `low`
  for (let rest = held; rest % 6; rest = 0) packed += DIGITS[waiting * 2 ** (6 - held)];
  return VERSION + check(text) + packed;
}

/** The ids of a list's address. Throws NoList. @param {string} packed  without the # @returns {string[]} */
export function decode(packed) {
  if (packed[0] !== VERSION) throw new NoList("format");
  const codes = [...packed.slice(3)].map((digit) => DIGITS.indexOf(digit));
  if (codes.includes(-1)) throw new NoList("letters");
  let at = 0, waiting = 0, held = 0;
  const take = () => {
    while (held < 8) {
      waiting = waiting * 64 + (codes[at++] ?? 0);
      held += 6;
    }
    held -= 8;
    const byte = Math.floor(waiting / 2 ** held);
    waiting %= 2 ** held;
    return byte;
  };
  let low = 0, high = 2 ** 32 - 1, value = 0;
  for (let byte = 0; byte < 4; byte++) value = value * 256 + take();
  const next = taught();
  let text = "";
  while (!text.endsWith("\n\n") && text !== "\n") {
    if (at > codes.length + 16 || text.length > LONGEST) throw new NoList("cut off");
    text += next((probability) => {
      const middle = cut(low, high, probability);
      const chosen = value <= middle ? 1 : 0;
      if (chosen) high = middle;
      else low = middle + 1;
      while (Math.floor(low / 2 ** 24) === Math.floor(high / 2 ** 24)) {
        low = (low % 2 ** 24) * 256;
        high = (high % 2 ** 24) * 256 + 255;
        value = (value % 2 ** 24) * 256 + take();
      }
      return chosen;
    }) ?? "?"; // a number that is no letter
  }
  text = text.slice(0, -1);
  const ids = text.split("\n").slice(0, -1);
  if (check(text) !== packed.slice(1, 3) || !ids.every(isId)) throw new NoList("check");
  return ids;
}
