package dev.infoplane.examples.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The first command of the README, as the POMs have it. */
class StudyProfileTest {
    @Test
    void buildsWhatTheStudyNeedsAndNothingAfterIt() throws Exception {
        assertThat(texts("../pom.xml", "/project/modules/module"))
                .doesNotContain("benchmarks")
                .endsWith("examples");
        assertThat(texts("../pom.xml", "//profile[id='study']/modules/module")).isEmpty();
        assertThat(texts("../pom.xml", "//profile[activation/activeByDefault='true']/modules/module"))
                .as("built by every other command")
                .containsExactly("benchmarks", "ib-spark");
    }

    @Test
    void startsTheStudySoThatItEndsWithMaven() throws Exception {
        assertThat(texts("pom.xml", "//profile[id='study']//commandlineArgs"))
                .singleElement()
                .asString()
                .contains("study run ${study.spec}", "--end-with-parent");
        assertThat(texts("pom.xml", "//profile[id='study']/properties/study.spec"))
                .containsExactly("quick");
    }

    private static List<String> texts(String pom, String path) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(pom));
        XPath xpath = XPathFactory.newInstance().newXPath();
        NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
