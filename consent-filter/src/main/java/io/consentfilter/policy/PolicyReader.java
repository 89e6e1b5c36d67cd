// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads a policy and tells every mistake in it. */
final class PolicyReader {

  /** More bytes or characters than this are refused. */
  static final int LARGEST = 1_000_000;

  private final Fields fields;
  private final Mistakes mistakes;
  private final SiteReader site;
  private final LimitsReader limits;
  private final RoutesReader routes;

  private PolicyReader(Fields fields, Mistakes mistakes) {
    this.fields = fields;
    this.mistakes = mistakes;
    this.site = new SiteReader(fields, mistakes);
    this.limits = new LimitsReader(fields, mistakes);
    this.routes = new RoutesReader(fields, mistakes);
  }

  static Policy read(InputStream in, String source) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    Mistakes mistakes = new Mistakes();
    checkSize(bytes.length, mistakes);
    mistakes.throwIfAny(source);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      Where where = new Tokens(text.toString()).where("$", text.length());
      mistakes.add(Rule.SYNTAX, where, "not UTF-8", "", "JSON in UTF-8");
    }
    mistakes.throwIfAny(source);
    return parse(text.toString(), source);
  }

  static Policy parse(String text, String source) {
    Mistakes mistakes = new Mistakes();
    checkSize(text.length(), mistakes);
    mistakes.throwIfAny(source);
    Optional<Policy.Draft> draft =
        LocatedReader.read(withoutMark(text), mistakes)
            .flatMap(value -> Fields.of(value, mistakes))
            .map(fields -> new PolicyReader(fields, mistakes).draft());
    mistakes.throwIfAny(source);
    return new Policy(draft.orElseThrow());
  }

  private static void checkSize(int size, Mistakes mistakes) {
    if (size > LARGEST) {
      mistakes.add(Rule.SIZE, Where.START, "too large", "", "at most " + LARGEST + " bytes");
    }
  }

  // Some editors start a file with a byte order mark, which JSON does not know.
  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private Policy.Draft draft() {
    // What editors put there; the schema that a file names decides nothing.
    fields.find("$schema", Form.TEXT);
    int revision = site.revision();
    Controller controller = site.controller();
    Texts texts = new Texts(site.languages());
    Names names = new Names(mistakes);
    List<Purpose> purposes = fields.list("purposes", new PurposeReader(texts, names));
    ReadyMade readyMade = new ReadyMade(site.languages(), controller.name());
    List<Service> services =
        fields.list("services", new ServiceReader(texts, names, purposes, readyMade, site));
    Policy.Draft draft = draft(revision, controller, purposes, services);
    fields.end();
    return draft;
  }

  private Policy.Draft draft(
      int revision, Controller controller, List<Purpose> purposes, List<Service> services) {
    return new Policy.Draft(
        revision,
        site.updated(),
        controller,
        site.languages(),
        new Wording(site.languages(), mistakes).read(fields),
        purposes,
        services,
        limits.session(),
        limits.rememberMe(),
        limits.breakIn(),
        limits.ledger(),
        limits.choice(),
        routes.protectedPaths(),
        routes.loginPage(),
        routes.originExempt(),
        routes.prefix(),
        HeadersReader.read(fields),
        site.transport(),
        site.undeclared(),
        site.csp(),
        site.staticPages(),
        site.cookieSuffix());
  }
}
