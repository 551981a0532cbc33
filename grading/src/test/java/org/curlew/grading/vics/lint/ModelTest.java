package org.curlew.grading.vics.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.curlew.grading.vics.SharedData;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ModelTest {

    @Test
    void the_shipped_table_says_the_same_as_the_published_model() throws Exception {
        TreeMap<String, String> published = new TreeMap<>();
        TreeMap<String, String> shipped = new TreeMap<>();
        Model model = new Model();
        NodeList types = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(SharedData.path("vics/ProjectVicDataModel.2.0.xml").toFile())
                .getElementsByTagName("EntityType");
        for (int i = 0; i < types.getLength(); i++) {
            Element type = (Element) types.item(i);
            String entity = type.getAttribute("Name");
            if (model.entity(entity) == null) {
                // alerts and their hits never lie in a file of cases or media
                assertThat(entity).startsWith("Alert");
                continue;
            }
            NodeList properties = type.getElementsByTagName("Property");
            for (int p = 0; p < properties.getLength(); p++) {
                Element property = (Element) properties.item(p);
                published.put(
                        entity + "." + property.getAttribute("Name"),
                        property.getAttribute("Type").substring(4).toUpperCase(java.util.Locale.ROOT)
                                + property.getAttribute("Nullable").equals("false"));
            }
            NodeList links = type.getElementsByTagName("NavigationProperty");
            for (int l = 0; l < links.getLength(); l++) {
                published.put(entity + "." + ((Element) links.item(l)).getAttribute("Name"), "a link");
            }
        }
        for (Model.Entity entity : model.entities()) {
            for (Model.Property property : entity.properties) {
                boolean link = property.type() == Model.Type.LIST || property.type() == Model.Type.LINK;
                shipped.put(property.label(), link ? "a link" : property.type() + "" + property.required());
            }
        }
        assertThat(shipped).isEqualTo(published);
    }
}
