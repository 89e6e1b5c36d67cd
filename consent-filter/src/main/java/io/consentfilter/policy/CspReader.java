// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import io.consentfilter.policy.CspRules.Inline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the Content-Security-Policy is like: its mode alone, or an object. */
final class CspReader implements Form<CspRules> {

  static final CspRules USUAL = usual(CspMode.REPORT_ONLY);

  private static final Map<String, CspMode> MODES =
      Map.of("off", CspMode.OFF, "report-only", CspMode.REPORT_ONLY, "enforce", CspMode.ENFORCE);

  private static final Form<CspMode> MODE = Form.oneOf(MODES);

  private static final Form<Inline> INLINE =
      Form.oneOf(Map.of("allow", Inline.ALLOW, "nonce", Inline.NONCE));

  private final Transport transport;
  private final boolean staticPages;

  CspReader(Transport transport, boolean staticPages) {
    this.transport = transport;
    this.staticPages = staticPages;
  }

  private static CspRules usual(CspMode mode) {
    return new CspRules(mode, Inline.ALLOW, Inline.ALLOW, List.of());
  }

  @Override
  public Optional<CspRules> read(Located value, Mistakes mistakes) {
    if (value instanceof Located.Members members) {
      return Optional.of(rules(new Fields(members, mistakes), mistakes));
    } else if (value instanceof Located.Text) {
      return MODE.read(value, mistakes).map(CspReader::usual);
    }
    mistakes.add(Rule.TYPE, value, "wrong type", "a string or an object");
    return Optional.empty();
  }

  private CspRules rules(Fields fields, Mistakes mistakes) {
    CspRules rules =
        new CspRules(
            fields.find("mode", MODE, CspMode.REPORT_ONLY),
            fields.find("inlineScripts", INLINE, Inline.ALLOW),
            fields.find("inlineStyles", INLINE, Inline.ALLOW),
            fields.list("framedBy", Addresses.origin(transport)));
    fields.end();
    checkNonce("inlineScripts", rules.inlineScripts(), fields, mistakes);
    checkNonce("inlineStyles", rules.inlineStyles(), fields, mistakes);
    return rules;
  }

  // A nonce in a page that everybody gets is known to everybody.
  private void checkNonce(String key, Inline inline, Fields fields, Mistakes mistakes) {
    if (staticPages && inline == Inline.NONCE) {
      mistakes.add(
          Rule.CSP, fields.where(key), "a nonce in pages for everybody", "\"nonce\"", "allow");
    }
  }
}
