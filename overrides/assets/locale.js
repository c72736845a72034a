// The texts of the scripts in the digest's language; the build writes this file where that is not English.
export default { language: "en", locale: "en-GB", forms: {}, texts: {} };
