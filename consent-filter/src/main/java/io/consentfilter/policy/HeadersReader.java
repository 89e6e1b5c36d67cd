// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/** Reads which hardening headers are the filter's. */
final class HeadersReader {

  private HeadersReader() {}

  static HeaderRules read(Fields policy) {
    Fields fields = policy.object("headers");
    HeaderRules rules =
        new HeaderRules(
            fields.find("strictTransportSecurity", Form.TRUTH, true),
            fields.find("contentTypeOptions", Form.TRUTH, true),
            fields.find("referrerPolicy", Form.TRUTH, true),
            fields.find("frameAncestors", Form.TRUTH, true));
    fields.end();
    return rules;
  }
}
