// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.List;
import java.util.stream.Stream;

/**
 * Pages with what is inserted into them between {@code «} and {@code »}; without it they are the
 * input. {@code S}, {@code C} and {@code F} stand for what is inserted into scripts, other elements
 * and frames of the service {@code ads}.
 */
final class WithheldTable {

  static final TagRules RULES =
      TagRules.builder("/shop/consent")
          .withhold(
              "ads",
              List.of(
                  "https://ads.example",
                  "https://ads.example:8443",
                  "https://xn--bcher-kva.example",
                  "https://192.0.2.1",
                  "http://[::1]:81"),
              List.of("adsq.push", "ads*init("))
          .withhold("video", List.of("https://video.example", "https://shared.example"), List.of())
          .allow(List.of("https://shared.example", "https://own.example"))
          .build();

  private WithheldTable() {}

  static Stream<String> pages() {
    return Stream.of(scripts(), inline(), elements(), lists(), untouched(), oversize(), ambiguous())
        .flatMap(s -> s)
        .map(WithheldTable::expanded);
  }

  private static String expanded(String page) {
    return page.replace("«S»", "« type=\"text/plain\" data-consent=\"ads\"»")
        .replace("«C»", "« data-consent=\"ads\"»")
        .replace("«F»", "« src=\"/shop/consent/placeholder/ads\" data-consent=\"ads\"»")
        .replace("«-»", "«data-»");
  }

  static String input(String expected) {
    return expected.replaceAll("(?s)«.*?»", "");
  }

  static String output(String expected) {
    return expected.replaceAll("[«»]", "");
  }

  private static Stream<String> scripts() {
    return Stream.of(
        "<script«S» «-»src=https://ads.example/a.js></script>",
        "<SCRIPT«S» async «-»SRC=\"//ADS.example\" nonce=x defer></SCRIPT>",
        "<script«S» «-»type=module «-»src='https://ads.example/a.js'></script>",
        "<script«S» «-»src=//ads.example «-»src=/b «-»type=module «-»type=b></script>",
        "<script«S»/«-»src=//ads.example/>alert(1)</script>x",
        "<script«S»\n«-»src\n=\n//ads.example\n></script>",
        "<svg><script«S» «-»href=//ads.example /></svg>",
        "<svg><script«S» «-»xlink:href=//ads.example></script></svg>",
        "<svg><script«S»>1</script></svg>",
        "<template><script«S» «-»src=//ads.example></script></template>",
        "<script src=/own.js></script><script«S» «-»src=//ads.example></script>",
        "<script type=application/json src=//ads.example>{}</script>",
        "<script type=text/plain data-consent=ads data-src=//ads.example></script>",
        "<script«S» «-»type='' «-»src=//ads.example></script>",
        "<script«S» «-»type=' TEXT/JavaScript ' «-»src=//ads.example></script>",
        "<script«S» «-»type=text&sol;javascript «-»src=//ads.example></script>",
        "<script«S» language=JavaScript «-»src=//ads.example></script>",
        "<script language=vbscript src=//ads.example></script>");
  }

  private static Stream<String> inline() {
    return Stream.of(
        "<script«S»>adsq.push(1)</script>",
        "<script«S» nonce=abc>ads.do().init()</script><p>",
        "<script>init(ads)</script>",
        "<script>adsq. push</script>adsq.push",
        "<script«S»><!-- <script> adsq.push </script> --></script>",
        "<script«S»>adsq.push",
        "<script«S»>adsq.push</scrip",
        "<script type=text/template>adsq.push</script>",
        "<script src=/x>adsq.push</script>",
        "<script«S» «-»href=/x>adsq.push</script>",
        "<script«S» «-»type=module>import 'https:\\/\\/ads.example/x'</script>",
        "<script«S» «-»type=importmap>{\"a\":\"//\\u0061ds.example\"}</script>",
        "<script«S» «-»type=speculationrules>//ADS.example</script>",
        "<script type=module>import '//own.example'</script>",
        "<script>'https://ads.example'</script>",
        "<script«S»>" + "x".repeat(8183) + "adsq.push</script>",
        "<script>" + "x".repeat(8184) + "adsq.push</script>",
        "<script>" + "x".repeat(99_000) + "</script><script«S»>adsq.push</script>");
  }

  private static Stream<String> elements() {
    return Stream.of(
        "<iframe«F» width=9 «-»src=//ads.example allow='a'></iframe>",
        "<iframe«F» «-»src=//ads.example «-»src=/b srcdoc=x></iframe>",
        "<iframe«F» «-»srcdoc='<script src=//ads.example></script>' «-»src=/x></iframe>",
        "<iframe«F» «-»srcdoc='&lt;img src=&quot;//ads&amp;period;example&quot;>'></iframe>",
        "<iframe«F» «-»srcdoc='<script>adsq.push</script>'></iframe>",
        "<iframe srcdoc='<p>ads.example'></iframe>",
        "<frameset><frame«F» «-»src=//ads.example></frameset>",
        "<img«C»/«-»src=//ads.example>",
        "<img«C» «-»src=//ads.example «-»SRC=/own alt=x/>",
        "<img src=/own«»>",
        "<image«C» «-»src=//ads.example>",
        "<svg><image«C» «-»xlink:href=//ads.example /></svg>",
        "<input«C» type=image «-»src=//ads.example>",
        "<video«C» src=/own «-»poster=//ads.example></video>",
        "<audio«C» «-»src=//ads.example>",
        "<video><source«C» «-»src=//ads.example><track«C» «-»src=//ads.example></video>",
        "<embed«C» «-»src=//ads.example>",
        "<object«C» «-»data=//ads.example></object>",
        "<object«C» «-»codebase=//ads.example data=x></object>",
        "<link«C» rel=preload «-»href=//ads.example as=script>",
        "<link«C» rel=dns-prefetch «-»href=//ads.example>",
        "<link«C» rel=preload as=image «-»imagesrcset='//ads.example 2x'>",
        "<form«C» «-»action=//ads.example><button«C» «-»formaction=//ads.example>",
        "<body«C» «-»background=//ads.example>",
        "<table><tr><td«C» «-»background=//ads.example></table>",
        "<meta«C» http-equiv=refresh «-»content='0;url=//ads.example'>",
        "<meta«C» «-»content=\"5 , URL = '//ads.example' \" http-equiv=Refresh>",
        "<meta«C» «-»content=0;//ads.example http-equiv=refresh>",
        "<meta name=refresh content='0;url=//ads.example'>",
        "<base«C» «-»href=//ads.example><img«C» «-»src=x>",
        "<base href=/x><img src=x>",
        "<noscript><img«C» «-»src=//ads.example></noscript>",
        "<img« data-consent=\"video\"» «-»src=//video.example>");
  }

  private static Stream<String> lists() {
    return Stream.of(
        "<img«C» src=/own «-»srcset='/a 1x, //ads.example/b 2x'>",
        "<img«C» «-»srcset='/a,//ads.example/b'>",
        "<img«C» «-»srcset='/a 1x,//ads.example/b'>",
        "<img«C» «-»srcset=',//ads.example'>",
        "<img«C» «-»srcset='/a\n//ads.example'>",
        "<source«C» «-»srcset=//ads.example>",
        "<img srcset='/a 1x, /b 2x'>");
  }

  private static Stream<String> untouched() {
    return Stream.of(
        "<a href=//ads.example>x</a>",
        "<!-- <script src=//ads.example></script> -->",
        "<textarea><script src=//ads.example></script></textarea>",
        "<script>'<img src=//ads.example>'</script>",
        "<xmp><img src=//ads.example></xmp>",
        "<img src=//shared.example>",
        "<img src=//own.example/ads.example>",
        "<img src=//ads.example.org><img src=//my-ads.example><img src=//x.ads.example>",
        "<img src=ads.example/x>",
        "<img src=/ads.example>",
        "<img src=?https://ads.example>",
        "<img src=data:image/png,//ads.example>",
        "<img src=https://ads.example@own.example>",
        "<img src=//ads.example:8444>",
        "<img data-src=//ads.example>",
        "<img x=src=//ads.example>",
        "<img alt='src=//ads.example'>",
        "<img src=//ads.example",
        "<img src='//ads.example>",
        "<plaintext><img src=//ads.example>",
        "</img src=//ads.example>",
        "<svg><![CDATA[<img src=//ads.example>]]></svg>");
  }

  private static Stream<String> ambiguous() {
    return Stream.of(
        "<select><«x-»xmp><script«S» «-»src=//ads.example></script></xmp></select><xmp><img src=//ads.example></xmp>",
        "<select><option><«x-»iframe><img«C» «-»src=//ads.example></iframe></select>",
        "<select><script>'<img src=//ads.example>'</script><textarea><img src=//ads.example></textarea>",
        "<select><template></select></template><«x-»xmp><img«C» «-»src=//ads.example>",
        "<select><svg><«x-»style><img«C» «-»src=//ads.example></style></svg></select>",
        "<select><svg><path></path></svg></select><style><img src=//ads.example></style>",
        "<select><svg><noscript><!--«-->»</noscript><img«C» «-»src=//ads.example>",
        "<svg><style><img«C» «-»src=//ads.example></style></svg>",
        "<svg><title><style><img src=//ads.example></style></title></svg>",
        "<svg><path></svg><style><img src=//ads.example></style>",
        "<svg><g><path></g></svg><title><img src=//ads.example></title>",
        "<div><svg></div>«<span></span>»<style><img src=//ads.example></style>",
        "<a><svg><path></a>«<span></span>»<script>'<img src=//ads.example>'</script>",
        "<div><svg></div><p><style><img src=//ads.example></style>",
        "<svg></p>«<span></span>»<style><img src=//ads.example></style>",
        "<div><svg></div><!« »[CDATA[><img«C» «-»src=//ads.example>]]>",
        "<svg><desc><b><!« »[CDATA[><img«C» «-»src=//ads.example>]]></b></desc></svg>",
        "<svg><desc><p></svg><«x-»style><img«C» «-»src=//ads.example></style>",
        "<svg><foreignObject><div><p>x</p></div></foreignObject></svg><xmp><img src=//ads.example></xmp>",
        "<math><mi>x</mi><annotation-xml encoding=text/html><p></p></annotation-xml></math><xmp><img src=//ads.example></xmp>",
        "<math><svg><title><img«C» «-»src=//ads.example></title></svg></math>",
        "<template><col><«x-»xmp></template><img«C» «-»src=//ads.example>",
        "<template><table><colgroup><col></colgroup></table></template><xmp><img src=//ads.example></xmp>",
        "<frameset><«x-»xmp><frame«F» «-»src=//ads.example></xmp></frameset>",
        "<frameset><noframes><img src=//ads.example></noframes></frameset>",
        "<![CDATA[><img«C» «-»src=//ads.example>]]>",
        "<noscript><!--«-->»</noscript><img«C» «-»src=//ads.example>-->",
        "<noscript><!-- x «-->»</NOSCRIPT ><img«C» «-»src=//ads.example>-->",
        "<noscript><!-- </noscripts></nosc</noscrip> --></noscript><p>",
        "<noscript><p title=\"«\">»</noscript><img«C» «-»src=//ads.example>\">",
        "<noscript><p title='«'>»</noscript><img«C» «-»src=//ads.example>'>",
        "<noscript><p title=«>»</noscript><img«C» «-»src=//ads.example>",
        "<noscript><p title=a«>»</noscript/x=\">\"><img«C» «-»src=//ads.example>",
        "<noscript><img«C» «-»src=//ads.example alt='«'>»</noscript><p>'>",
        "<noscript><img«C» «-»src='//ads.example«'>»</noscript><p>'>",
        "<noscript><style>«</style>»</noscript><img«C» «-»src=//ads.example></style>",
        "<noscript><style title='«'></style>»</noscript><img«C» «-»src=//ads.example></style>",
        "<noscript><script><!--<script>«--></script>»</noscript><img«C» «-»src=//ads.example>",
        "<noscript><script«S»>adsq.push«--></script>»</noscript><img«C» «-»src=//ads.example>",
        "<noscript><svg><![CDATA[«]]>»</noscript><img«C» «-»src=//ads.example>]]>",
        "<noscript><?«>»</noscript x='>'><img«C» «-»src=//ads.example>",
        "<noscript><!doctype «>»</noscript x='>'><img«C» «-»src=//ads.example>",
        "<noscript></«>»</noscript x='>'><img«C» «-»src=//ads.example>",
        "<noscript><!«>»</noscript x='>'><img«C» «-»src=//ads.example>",
        "<noscript><«x-»plaintext></noscript><img«C» «-»src=//ads.example>",
        "<noscript><iframe«F» «-»src=//ads.example></iframe></noscript>",
        "<noscript><p x=</noscrip></noscript>",
        "<script><!--<script></script><img src=//ads.example>--></script><img«C» «-»src=//ads.example>",
        "<!--><img«C» «-»src=//ads.example>-->",
        "<img\u0000x src=//ads.example><img«C» \u0000 «-»src=//ads.example>",
        "<img«C» =src=//x «-»src=//ads.example>",
        "<img«C» a='b'«-»src=\"//ads.example\"c>",
        "<img src=/a\"src=//ads.example>",
        "<<img«C» «-»src=//ads.example>");
  }

  private static final String LONG = "x".repeat(9000);

  private static Stream<String> oversize() {
    return Stream.of(
        "<p title=" + LONG + " src=//ads.example>",
        "<img src=data:" + LONG + " alt=''>",
        "<img src=data:" + LONG + " «data-consent=\"ads\" data-»srcset=//ads.example alt=x>",
        "<img src=/x alt=" + LONG + " srcset='/y 2x'>",
        "<img«C» «-»src=//ads.example alt=" + LONG + " title=x>",
        "<img alt=" + LONG + " «data-consent=\"ads\" data-»src=//ads.example>",
        "<img alt=" + LONG + " «data-consent=\"ads\" data-»src=//ads.example/" + LONG + " title=x>",
        "<img alt=" + LONG + " «data-consent=\"\" data-»srcset='/a " + LONG + " 1x' title=x>",
        "<img src=https://own.example/" + LONG + ">",
        "<img «data-consent=\"\" data-»src=" + LONG + ">",
        "<img " + LONG + "=1 «data-consent=\"ads\" data-»src=//ads.example>",
        "<script« type=\"text/plain\" data-consent=\"\"» x=" + LONG + " src=/x>alert()</script>",
        "<script src=/x integrity=" + LONG + "></script>",
        "<script«S» «-»src=//ads.example x=" + LONG + "></script>",
        "<script src=data:text/javascript," + LONG + "></script>",
        "<iframe «data-consent=\"\" data-»srcdoc='" + LONG + "'></iframe>",
        "<input type=hidden value=" + LONG + ">",
        "<meta content=" + LONG + " name=description>",
        "<meta content=" + LONG + " «data-consent=\"\" data-»http-equiv=refresh>",
        "<svg><image xlink:href=data:image/png;base64," + LONG + " /></svg>");
  }

  /** Addresses that browsers take for {@code https://ads.example/}, as unquoted values. */
  static Stream<String> denied() {
    return Stream.of(
        "https://ads.example",
        "http://ads.example/x?y#z",
        "HTTPS://Ads.Example/",
        "//ads.example",
        "\\\\ads.example",
        "/\\ads.example",
        "\\/ads.example/",
        "///ads.example",
        "https:\\\\ads.example",
        "https:/ads.example",
        "https:ads.example",
        "http:/\\/ads.example?x",
        "//user@ads.example",
        "//user:pass@ads.example",
        "//a@b@ads.example/@own.example",
        "https://ads.example:443/",
        "http://ads.example:80",
        "https://ads.example:00443",
        "https://ads.example:",
        "//ads.example:8443/x",
        "//ads.example.",
        "//ads%2eexample",
        "//%61%64%73.example",
        "//%EF%BD%81ds.example",
        "//\u00ef\u00bd\u0081ds\u00e3\u0080\u0082example",
        "//ads\u00ef\u00bc\u008eexample",
        "//a\u00c2\u00adds.example",
        "//xn--bcher-kva.example",
        "//XN--BCHER-KVA.example",
        "//b\u00c3\u00bccher.example",
        "//B\u00c3\u009ccher.example",
        "//b&#252;cher.example",
        "//b&uuml;cher.example",
        "//a&shy;ds.example",
        "//\u00c3\u009fx.example",
        "&#x68;ttps://ads.example",
        "&#104ttps://ads.example",
        "https&colon;//ads.example",
        "&sol;&sol;ads.example",
        "&bsol;/ads.example",
        "&#47&#x2F;ads.example",
        "/&Tab;/ads.example",
        "/&NewLine;/ads.example",
        "&#1;//ads.example",
        "&#32;&Tab;https://ads.example",
        "https://ads&period;example",
        "https://ads&#46;example&quest;x",
        "https://a&#9;ds.exam&NewLine;ple",
        "//a&commat;ads.example",
        "//192.0.2.1/",
        "//3221225985",
        "//0xC0.0.0x201",
        "//0300.0.02.01.",
        "http://[::1]:81/",
        "http://[0:0::0001]:81/");
  }
}
