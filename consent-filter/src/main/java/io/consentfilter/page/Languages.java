// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The choice of a language in which to address a visitor. Stateless and thread-safe. */
public final class Languages {

  /** More than any browser sends; the rest of a longer header says nothing. */
  private static final int LONGEST_HEADER = 1000;

  private Languages() {}

  /**
   * Chooses a language of the policy: that of the page, else the one that the browser prefers (RFC
   * 9110 section 12.5.4, looked up as in RFC 4647 section 3.4), else the first of the policy. A
   * language without its region finds the same language with one. Malformed parts are passed over;
   * nothing a visitor sends makes this throw.
   *
   * @param pageLanguage the {@code lang} attribute of the page
   * @param acceptLanguage the value of the header {@code Accept-Language}
   */
  public static String choose(
      Policy policy, Optional<String> pageLanguage, Optional<String> acceptLanguage) {
    List<String> offered = policy.languages();
    return pageLanguage
        .flatMap(language -> find(language, offered))
        .or(() -> acceptLanguage.flatMap(header -> preferred(header, offered)))
        .orElse(offered.get(0));
  }

  private static Optional<String> preferred(String header, List<String> offered) {
    String start = header.substring(0, Math.min(header.length(), LONGEST_HEADER));
    List<Range> ranges = new ArrayList<>();
    for (String element : start.split(",", -1)) {
      ranges.add(Range.parse(element));
    }
    ranges.sort(Range.BY_WEIGHT);
    for (Range range : ranges) {
      Optional<String> found = range.weight > 0 ? find(range.language, offered) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> find(String wanted, List<String> offered) {
    String range = wanted.strip().toLowerCase(Locale.ROOT);
    for (String tag = range; !tag.isEmpty(); tag = shorter(tag)) {
      if (offered.contains(tag)) {
        return Optional.of(tag);
      }
    }
    String prefix = shortest(range) + "-";
    for (String tag : offered) {
      if (tag.startsWith(prefix)) {
        return Optional.of(tag);
      }
    }
    return Optional.empty();
  }

  private static String shorter(String tag) {
    int hyphen = tag.lastIndexOf('-');
    return hyphen < 0 ? "" : tag.substring(0, hyphen);
  }

  private static String shortest(String tag) {
    int hyphen = tag.indexOf('-');
    return hyphen < 0 ? tag : tag.substring(0, hyphen);
  }

  /** One element of the header; a weight that is none counts as 0. */
  private record Range(String language, double weight) {

    static final Comparator<Range> BY_WEIGHT = Comparator.comparingDouble(range -> -range.weight);

    private static final Pattern WEIGHT = Pattern.compile("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)");

    static Range parse(String element) {
      String[] parts = element.split(";", 2);
      return new Range(parts[0].strip(), parts.length < 2 ? 1 : weight(parts[1]));
    }

    private static double weight(String parameter) {
      String text = parameter.replace(" ", "").toLowerCase(Locale.ROOT);
      return WEIGHT.matcher(text).matches() ? Double.parseDouble(text.substring(2)) : 0;
    }
  }
}
