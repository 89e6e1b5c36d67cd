// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a person reads, printed from the policy that is enforced. Each method returns
 * HTML that works without JavaScript and holds no inline script or style, in which every text is
 * escaped; what a method is given decides its result and nothing else does. Immutable and
 * thread-safe.
 */
public final class Pages {

  /** Where pages report the keys of the browser's storage, below the prefix of the toolkit. */
  public static final String STORAGE_REPORTS = "/storage";

  private final Policy policy;
  private final Map<String, Texts> texts;
  private final boolean receipts;
  private final SettingsLinks links = new SettingsLinks();

  /** Creates the pages of a policy where choices are not recorded. */
  public Pages(Policy policy) {
    this(policy, false);
  }

  /**
   * Creates the pages of a policy.
   *
   * @param receipts whether choices are recorded, so that a visitor can have a receipt
   */
  public Pages(Policy policy, boolean receipts) {
    this.policy = policy;
    this.receipts = receipts;
    Map<String, Texts> all = new LinkedHashMap<>();
    policy.languages().forEach(language -> all.put(language, Texts.of(policy, language)));
    this.texts = Collections.unmodifiableMap(all);
  }

  private View view(PageContext context) {
    Texts words = texts.get(context.language());
    return new View(policy, context, words != null ? words : texts.values().iterator().next());
  }

  /**
   * Returns the banner as a fragment to insert after the {@code body} start tag: style sheet,
   * script and a {@code section} with the form. When some things have an answer already, it asks
   * only for the others, and its buttons leave the answers that were given as they are.
   */
  public String banner(Decision decision, PageContext context) {
    View view = view(context);
    return new Banner(view, decision).html().markup();
  }

  /**
   * Returns the page on which every purpose and service can be switched, as a full document.
   *
   * @param notice what happened just now, if anything, as plain text in the visitor's language
   */
  public String settings(Decision decision, PageContext context, Optional<String> notice) {
    return new Settings(view(context), decision, receipts).page(notice).markup();
  }

  /**
   * Returns what the script shows of the settings in a dialog, an element {@code
   * form#consent-form}: the same boxes, and for each service its provider and the names and
   * lifetimes of its cookies; it links to the pages that tell the rest.
   */
  public String settingsLayer(Decision decision, PageContext context) {
    return new Settings(view(context), decision, receipts).layer().markup();
  }

  /** Returns the statement of all cookies, services and time limits, as a full document. */
  public String statement(PageContext context) {
    return statement(context, List.of());
  }

  /**
   * Returns the statement with what changed since earlier versions.
   *
   * @param earlier the versions before this one, the newest first; each is linked to as {@code
   *     statement?revision=} its number
   */
  public String statement(PageContext context, List<Policy> earlier) {
    return new Statement(view(context), List.copyOf(earlier)).html().markup();
  }

  /** Returns a plain link to the settings, to insert at the end of a page that has none. */
  public String settingsLink(PageContext context) {
    return links.markup(view(context), false);
  }

  /**
   * Returns a plain link to the settings and, where something is granted, a button that withdraws
   * it all with one click, so that withdrawing is as easy as granting was (GDPR article 7(3)).
   */
  public String settingsLink(Decision decision, PageContext context) {
    return links.markup(view(context), Activation.grantsSomething(decision));
  }

  /**
   * Returns the script element for a page without banner that holds gated markup or uses the events
   * of the script. It says from which origins markup may be activated; see {@link #activation}.
   */
  public String script(PageContext context, Decision decision) {
    return Activation.script(view(context), decision).markup();
  }

  /**
   * Returns what the script may activate and has to clear after a choice, as a JSON object:
   *
   * <ul>
   *   <li>{@code grants}: for each granted purpose and service the origins that its granted
   *       services declare; markup of any other origin stays inert;
   *   <li>{@code clear}, {@code keep}: patterns of the storage keys of the services that were
   *       refused, and of the others, which win;
   *   <li>{@code calls}: where there are any, the calls by which a page tells vendors' scripts what
   *       is allowed: an array with the queue, the words and, where there are any, the words that
   *       take it back;
   *   <li>{@code fixed}: whether an enforced Content-Security-Policy makes activation wait for the
   *       next page;
   *   <li>{@code saved}, {@code later}: what to say of the choice.
   * </ul>
   *
   * It belongs in the answers of {@code GET base/status} and {@code POST base} as the member {@code
   * activation}.
   */
  public String activation(Decision decision, PageContext context) {
    return Activation.json(view(context), decision);
  }

  /**
   * Returns the script element that tells vendors' scripts what the visitor allows, to insert
   * before any of them; empty where no allowed service needs it.
   *
   * @param base as in {@link PageContext#base}
   */
  public static String calls(Decision decision, String base) {
    return Activation.callsScript(decision, base).markup();
  }

  /**
   * Returns what stands in the place of an embed that is not granted: what is missing, whose it is,
   * and a link to the settings.
   *
   * @param id the purpose or service; for an unknown one the text names nothing
   */
  public String placeholder(PageContext context, String id) {
    return Banner.placeholder(view(context), id).markup();
  }

  /**
   * Returns the document that a frame shows in the place of a service that is not allowed: what is
   * missing, whose it is, and buttons that allow it and load it, without a script too.
   *
   * @param serviceId a service that is asked for
   * @throws IllegalArgumentException if the policy declares no such service
   */
  public String placeholderPage(Decision decision, PageContext context, String serviceId) {
    Service service =
        policy
            .service(serviceId)
            .orElseThrow(() -> new IllegalArgumentException("no service \"" + serviceId + "\""));
    return new Placeholder(view(context), decision, service).html().markup();
  }

  /**
   * Returns the page that tells visitors what is recorded of their choice, as a full document.
   *
   * @param recorded what the ledger has; empty if it has nothing, or nothing any more
   */
  public String record(Decision decision, PageContext context, Optional<RecordedChoice> recorded) {
    return new Proof(view(context), decision, recorded).html().markup();
  }

  /** Returns a page that says why something was not done. It repeats nothing of the request. */
  public String notice(PageContext context, Notice notice) {
    return view(context).notice(notice).markup();
  }

  /**
   * Returns the same for a script: a JSON object with the members {@code error} and {@code text}.
   */
  public String refusal(PageContext context, Notice notice) {
    return view(context).refusal(notice);
  }

  /**
   * Returns the text that confirms a choice, for the {@code notice} of {@link #settings}; not
   * escaped.
   */
  public String saved(PageContext context) {
    return view(context).texts().get("saved");
  }

  /**
   * Returns what to insert before the {@code body} end tag of a page for somebody who is logged in:
   * style sheet, script and texts of the warning before the login ends.
   */
  public String sessionWarning(PageContext context, SessionWarning warning) {
    return warning.html(view(context)).markup();
  }

  /**
   * Returns the script element by which a page reports the keys of the browser's storage, never
   * their values; see {@link #STORAGE_REPORTS}.
   */
  public String storageReport(PageContext context) {
    String base = context.base();
    return Html.of(
            "<script src=\"{}/{}\" defer data-consent-storage=\"{}{}\"></script>\n",
            base,
            Assets.storageScript().hashedName(),
            base,
            STORAGE_REPORTS)
        .markup();
  }

  /** Returns what that box is labelled, as plain text; see {@link #rememberBox}. */
  public String rememberLabel(PageContext context) {
    return view(context).texts().get("remember.label");
  }

  /**
   * Returns the box that a login form shows for a remembered login: not ticked, with the name and
   * the life of the cookie and a warning about shared computers. The field is {@code remember}.
   */
  public String rememberBox(PageContext context) {
    return view(context).rememberBox().markup();
  }
}
