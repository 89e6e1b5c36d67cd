// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.stream.Stream;

/** Pages with marks where something is to be inserted; without the marks they are the input. */
final class PageTable {

  private PageTable() {}

  static Stream<String> pages() {
    return Stream.of(places(), heads(), rawText(), scripts(), comments(), foreign(), hostile())
        .flatMap(s -> s);
  }

  private static Stream<String> places() {
    return Stream.of(
        "<!doctype html><html><head></head><body>[A]<p>x</p>[Z]</body></html>",
        "<!DOCTYPE HTML><HTML><HEAD></HEAD><BODY CLASS=\"a>b\">[A]x[Z]</BODY></HTML>",
        "<body\n\tonload = 'a>\"b' data-x=y/z / >[A]x[Z]</body\t >",
        "<body/>[A]x[Z]",
        "<body>[A]x[Z]</html>",
        "<body>[A]x[Z]</body/></body></html><p>y</body>",
        "<body>[A][Z]</body>",
        "<body x>[A]</bod></bodyy></ body></htm>x[Z]",
        "[A]<p>x</p>[Z]",
        "[A]text[Z]",
        " \t\r\n\f[A]\u00e9[Z]",
        "[A]<bodyx>[Z]",
        "<!doctype html>[A][Z]",
        "<html>[A][Z]</html>",
        "<html><head></head>[A][Z]</html>",
        "<title>x</title>[A][Z]</body>",
        "<head><title>t</title></head>[A]</br>[Z]",
        "<html></p></div></head><body>[A][Z]",
        "<body>[A]<body>x[Z]",
        "[A]<p><body>x[Z]",
        "[A]&nbsp;<body>[Z]",
        // Nothing to insert into
        "",
        " \r\n",
        "<!-- x -->",
        // The page breaks off within a token
        "<body class='a",
        "<body class='a'",
        "<body",
        "<bod",
        "<",
        "<body>[A]<p",
        "<body>[A]x<",
        "<body>[A]x</",
        "<body>[A]x</bod",
        "<body>[A]x<!-- ",
        "<body>[A]x<p title=\"");
  }

  private static Stream<String> heads() {
    return Stream.of(
        "<html><head><base><basefont><bgsound><link><meta><title>x</title><style>y</style>"
            + "<script>z</script><noframes>f</noframes></head>\n<body>[A][Z]",
        "<!doctype html>\n<meta charset=utf-8>\n<title>x</title>\n[A]<h1>x</h1>[Z]",
        "<title>x</title> [A]text[Z]",
        "<head>[A]<div>[Z]",
        "<head></head>[A]x[Z]",
        "<head></head><link>[A]x[Z]",
        "<meta>[A]\u0000[Z]",
        "<head>[A]<3</head><body>[Z]",
        "<head><!3></3><?3></head><body>[A][Z]",
        // What is in noscript or template is not rendered where scripts run
        "<head><noscript><img src=x>text</noscript></head><body>[A][Z]",
        "<head></head>[A]<noscript><img></noscript><body>[Z]",
        "<head><template><p>x</template><body>[A]<template></body></template>[Z]</body>",
        "<head><template><template></template><p></template>[A]x[Z]",
        "<head></template><body>[A][Z]",
        "<head></template><template><p></template><body>[A][Z]",
        "<head><noscript><3</noscript></head><body>[A][Z]",
        "<body>[A]<noscript></body></noscript>[Z]</body>",
        "<body>[A]<noscript></body></html>[Z]",
        "<head><template><p></head><body></body>[A][Z]",
        // Frames
        "<html><head></head><frameset><frame></frameset></html>",
        "<frameset rows=1><noframes><body>x</body></noframes></frameset>",
        "<title>x</title><noframes><body></noframes><frameset></frameset>",
        "<body>[A]<frameset>[Z]");
  }

  private static Stream<String> rawText() {
    return Stream.of(
        "<title></head><body></body></title><body>[A][Z]",
        "<style><body></style x='</body>'>[A]x[Z]",
        "<body>[A]<textarea></body></textarea>[Z]</body>",
        "<body>[A]<TEXTAREA></body></TextArea\n>[Z]</body>",
        "<body>[A]<xmp></body></xm></xmpp></xmp x></xmp/>[Z]</body>",
        "<body>[A]<iframe></body></iframe>[Z]</body>",
        "<body>[A]<noembed></body></noembed>[Z]</body>",
        "<body>[A]<noframes></body></noframes>[Z]</body>",
        "<body>[A]<style/></body></style/>[Z]</body>",
        "<body>[A]<style></</style<</body></style>[Z]</body>",
        "<body>[A]<style><!-- </style>[Z]</body> -->",
        "<body>[A]<style></ style></style\u00e9></style>[Z]</body>",
        "<body>[A]<plaintext></plaintext></body>",
        "<body>[A]<textarea></body>",
        "<title></body>",
        "<body>[A]<title><b title='</title>[Z]</body>'></title>",
        // Parsers do not agree on what a select may hold: nothing is put into what may be text
        "<body>[A]<select><xmp></body></xmp></select>[Z]</body>");
  }

  private static Stream<String> scripts() {
    return Stream.of(
        "<body>[A]<script>'</body>'</script>[Z]</body>",
        "<body>[A]<script>a<b</scrip></scripts><!x</script>[Z]</body>",
        "<body>[A]<script><!--</script>[Z]</body>-->",
        "<body>[A]<script><!--<script></script></body>--></script>[Z]</body>",
        "<body>[A]<script><!--<script></script></body></script>[Z]</body>",
        "<body>[A]<script><!--<script>--></script>[Z]</body>",
        "<body>[A]<script><!--<script>-></script></body></script>[Z]</body>",
        "<body>[A]<script><!--<script></body><!--</script></body>--></script>[Z]</body>",
        "<body>[A]<script><!--<scripty></script>[Z]</body>",
        "<body>[A]<script><!--<SCRIPT/</SCRIPT x</body></script>[Z]</body>",
        "<body>[A]<script><!-->--<script></script>[Z]</body>",
        "<body>[A]<script><!-<script></script>[Z]</body>",
        "<body>[A]<script><!--- -<script></body></scriptx></script></body></script>[Z]</body>",
        "<body>[A]<script><!--<</script>[Z]</body>",
        "<body>[A]<script><!--<script><</script></body>--<--></script>[Z]</body>",
        "<body>[A]<script><!--<script></script></body>");
  }

  private static Stream<String> comments() {
    return Stream.of(
        "<!-- <body> --><body>[A]<!-- </body> -->[Z]</body>",
        "<!--><body>[A]<!--->[Z]</body>",
        "<body>[A]<!-- --!>[Z]</body>",
        "<body>[A]<!-- --!x></body>--!-></body>-->[Z]</body>",
        "<body>[A]<!-- -></body>--->[Z]</body>",
        "<body>[A]<!----></!--><!x</body>[Z]</body>",
        "<body>[A]<!-- </body> <!-->[Z]</body>",
        "<body>[A]<!----!-->[Z]</body>",
        "<body>[A]<!--x--></></ ></3 </body>[Z]</body>",
        "<body>[A]<?php </body ?>[Z]</body>",
        "<body>[A]<!doctype \"</body>[Z]</body>\">",
        "<body>[A]<!doc>[Z]</body>",
        "<body>[A]<!->[Z]</body>",
        "<body>[A]<![CDATA[</body>[Z]</body>]]>",
        "<body>[A]<![CDAT>[Z]</body>",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD' \"x\"><!-- c --> <?x ?><html><body>[A][Z]");
  }

  private static Stream<String> foreign() {
    return Stream.of(
        "<body>[A]<svg><title></title><style></style></svg>[Z]</body>",
        "<body>[A]<svg><style>[Z]</body></style></svg>",
        "<body>[A]<svg><title><style></body></style></title></svg>[Z]</body>",
        "<body>[A]<svg><desc><title></body></title></desc><title>[Z]</body></title></svg>",
        "<body>[A]<svg><foreignObject><xmp></body></xmp></foreignObject><xmp>[Z]</body></xmp>",
        "<body>[A]<svg/><style></body></style>[Z]</body>",
        "<body>[A]<svg><title/><style>[Z]</body></style></svg>",
        "<body>[A]<svg></svg><style></body></style>[Z]</body>",
        "<body>[A]<svg><svg></svg><style>[Z]</body></style></svg>",
        "<body>[A]<svg><p><style></body></style>[Z]</body>",
        "<body>[A]<svg></p><style></body></style>[Z]</body>",
        "<body>[A]<svg><font><style>[Z]</body></style>",
        "<body>[A]<svg><font color=x><style></body></style>[Z]</body>",
        "<body>[A]<svg><desc></svg><style></body></style>[Z]</body>",
        "<body>[A]<svg><![CDATA[</body>]>]]x></body>]]]>[Z]</body>",
        "<body>[A]<svg><desc><![CDATA[></body>]]></desc></svg>[Z]</body>",
        "<body>[A]<svg><desc><b></b><![CDATA[></body>]]></desc></svg>[Z]</body>",
        "<body>[A]<svg><desc><br><![CDATA[></body>]]></desc></svg>[Z]</body>",
        "<body>[A]<svg><desc></svg><![CDATA[>[Z]</body>]]>",
        "<body>[A]<br/><svg><style>[Z]</body></style></svg>",
        "<body>[A]<math><mi><mglyph><style>[Z]</body></style></mglyph></mi></math>",
        "<body>[A]<math><mi><b><mglyph><style></body></style></b></mi></math>[Z]</body>",
        "<body>[A]<svg><desc><mglyph><style></body></style></mglyph></desc></svg>[Z]</body>",
        "<body>[A]<mglyph><style></body></style></mglyph>[Z]</body>",
        "<body>[A]<svg><desc><br><i><![CDATA[>[Z]</body>]]></desc></svg>",
        "<body>[A]<svg><desc><b></desc></svg><style></body></style>[Z]</body>",
        "<body>[A]<math><mi><style></body></style></mi><style>[Z]</body></style></math>",
        "<body>[A]<math><mi><mglyph><style></style></mglyph></mi></math>[Z]</body>",
        "<body>[A]<math><annotation-xml><style>[Z]</body></style></annotation-xml></math>",
        "<body>[A]<math><annotation-xml encoding=Text/HTML><style></body></style>"
            + "</annotation-xml></math>[Z]</body>",
        "<body>[A]<svg><script>[Z]</body></script></svg>",
        "<body>[A]<svg><template></svg>[Z]</body>",
        "[A]<svg><body><style></body></style>[Z]</body>");
  }

  private static Stream<String> hostile() {
    return Stream.of(
        "<body>[A]<<p>><</p><<[Z]</body>",
        "<body>[A]<a b='</body>' c=\"</body>\" d=</body>[Z]</body>",
        "<body>[A]<a ='</body>[Z]</body>'>",
        "<body>[A]<a b==\"</body>[Z]</body>",
        "<body>[A]<a / b / = </body>[Z]</body>",
        "<body>[A]<a b'c\"d<e>[Z]</body>",
        "<body>[A]<a b='x'c=\"</body>\"d>[Z]</body>",
        "<body>[A]<a b=>[Z]</body>",
        "<body>[A]<a b= '</body>' c = \"</body>\">[Z]</body>",
        "<body>[A]<\u0000body></\u0000body><b\u0000></b\u0000>[Z]</body>",
        "[A]<bo\u0000dy>[Z]",
        "<body>[A]\u0000\u00ff\u00fe\u0080<p\u00ff>[Z]</body>",
        "<body>[A]</body\u0000>[Z]",
        "<body>[A]<" + "a".repeat(300) + ">[Z]</body>",
        "<body>[A]</" + "b".repeat(300) + ">[Z]</body>",
        "\u00ef\u00bb\u00bf<body>[A][Z]",
        "[A]\u00ef\u00bb<body>[Z]",
        "[A]\u00efx[Z]",
        "[A]\u00fex[Z]",
        "[A]\u00ff<body>[Z]");
  }
}
