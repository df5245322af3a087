package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The findings in the form that build servers read: what blocks failed, what is undetermined is in error. */
final class JUnitReport {
    private final Findings findings;

    JUnitReport(Findings findings) {
        this.findings = findings;
    }

    String text() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "tvsh check " + findings.route().word());
            xml.writeAttribute("tests", Integer.toString(findings.all().size()));
            xml.writeAttribute("failures", Long.toString(findings.problems(Severity.BLOCK)));
            xml.writeAttribute("errors", Long.toString(findings.count(Status.UNDETERMINED)));
            xml.writeAttribute(
                    "skipped",
                    Long.toString(
                            findings.all().stream().filter(JUnitReport::skipped).count()));
            for (Finding finding : findings.all()) {
                xml.writeCharacters("\n  ");
                write(finding, xml);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes any text", e);
        }
    }

    private static boolean skipped(Finding finding) {
        return switch (finding.status()) {
            case WAIVED, SKIPPED, MANUAL -> true;
            case OK, PROBLEM, UNDETERMINED -> false;
        };
    }

    private static void write(Finding finding, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname", "check." + finding.id().substring(0, finding.id().indexOf('.')));
        xml.writeAttribute("name", finding.id());
        String message = clean(finding.detail());
        if (finding.isProblem(Severity.BLOCK)) {
            told(xml, "failure", message);
        } else if (finding.isUndetermined()) {
            told(xml, "error", message);
        } else if (skipped(finding)) {
            told(xml, "skipped", message);
        } else if (finding.status() == Status.PROBLEM) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(finding.severity().word() + ": " + message);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void told(XMLStreamWriter xml, String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("message", message);
    }

    /** XML has no form for most control characters. */
    private static String clean(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "?");
    }
}
