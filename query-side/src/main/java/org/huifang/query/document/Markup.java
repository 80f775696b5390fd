package org.huifang.query.document;

import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** An element of a page being built; texts are texts, whatever they contain. */
final class Markup {
    private final Element element;

    private Markup(Element element) {
        this.element = element;
    }

    /** A page's body, with its head before it. */
    static Markup page(String language, String title, String style) {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
            Element html = document.createElement("html");
            html.setAttribute("lang", language);
            document.appendChild(html);
            Markup page = new Markup(html);
            Markup head = page.add("head");
            head.add("meta").with("charset", "UTF-8");
            head.add("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1");
            head.add("title").text(title);
            Markup styles = head.add("style");
            styles.element.appendChild(document.createTextNode(style));
            return page.add("body");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new last child. */
    Markup add(String tag) {
        Element child = document().createElement(tag);
        element.appendChild(child);
        return new Markup(child);
    }

    /** A new last child of this class. */
    Markup add(String tag, String name) {
        return add(tag).with("class", name);
    }

    Markup with(String attribute, String value) {
        element.setAttribute(attribute, value);
        return this;
    }

    /** Line ends of the text are line ends of the page. */
    Markup text(@Nullable String text) {
        if (text == null) {
            return this;
        }
        String[] lines = legible(text).split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                add("br");
            }
            element.appendChild(document().createTextNode(lines[i]));
        }
        return this;
    }

    /** XML has no place for control characters. */
    private static String legible(String text) {
        return text.codePoints()
                .filter(c -> c >= 0x20 || c == '\n' || c == '\r' || c == '\t')
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .filter(c -> c != 0xFFFE && c != 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    Document document() {
        return element.getOwnerDocument();
    }

    String html() {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.METHOD, "html");
            transformer.setOutputProperty(OutputKeys.INDENT, "no");
            StringWriter html = new StringWriter();
            transformer.transform(new DOMSource(document()), new StreamResult(html));
            return "<!DOCTYPE html>\n" + html;
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
