package dev.tvsh.commands.tview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TviewNamesTest {
    private final TviewNames names = new TviewNames(
            List.of(
                    tview("order", "public", "tv_order"),
                    tview("offer", "sales", "tv_offer"),
                    tview("Old, one", "My \"shop\"", "tv_Old, one"),
                    tview("tv_order", "legacy", "tv_tv_order"),
                    tview("copy", "archive", "tv_offer")),
            List.of(new Unregistered(
                    "review",
                    Optional.of(new QualifiedName("sales", "tv_review")),
                    Optional.of(new QualifiedName("sales", "v_review")),
                    2)));

    @Test
    void aTviewIsFoundByEntityTableAndViewWithAndWithoutSchema() {
        for (String name : List.of("offer", "sales.tv_offer", "sales.v_offer")) {
            assertThat(names.one(name).entity()).as(name).isEqualTo("offer");
        }
        for (String name : List.of(
                "Old, one",
                "\"Old, one\"",
                "tv_Old, one",
                "\"tv_Old, one\"",
                "\"My \"\"shop\"\"\".\"tv_Old, one\"",
                "My \"shop\".tv_Old, one",
                "v_Old, one")) {
            assertThat(names.one(name).entity()).as(name).isEqualTo("Old, one");
        }
        // "order" is a key word, so it is shown in quotes.
        assertThat(names.one("\"order\"").entity()).isEqualTo("order");
    }

    @Test
    void anEntityGoesBeforeATableOfThatName() {
        assertThat(names.one("tv_order").entity()).isEqualTo("tv_order");
        assertThat(names.one("public.tv_order").entity()).isEqualTo("order");
    }

    @Test
    void severalComeOnceEachInTheOrderOfAll() {
        assertThat(names.all(List.of("copy,order", "Old, one", "public.v_order")))
                .extracting(Tview::entity)
                .containsExactly("order", "Old, one", "copy");
        assertThat(names.all(List.of())).isEmpty();
    }

    @Test
    void aNameOfSeveralIsRefused() {
        assertThatThrownBy(() -> names.one("tv_offer"))
                .asInstanceOf(type(TvshException.class))
                .satisfies(error -> {
                    assertThat(error).hasMessage("'tv_offer' is the name of 2 TVIEWs, write it with its schema");
                    assertThat(error.advice()).containsExactly("sales.tv_offer", "archive.tv_offer");
                    assertThat(error.exitCode()).isEqualTo(ExitCode.FATAL);
                });
    }

    @Test
    void aSlipIsAnsweredWithWhatMayHaveBeenMeant() {
        for (String slip : List.of("ofer", "offre", "OFFER", "sales.tv_ofer", "tv_offfer", "v_ofer")) {
            assertThat(advice(slip)).as(slip).startsWith("Did you mean ").contains("sales.tv_offer");
        }
        assertThat(advice("customer")).isEqualTo("tviews");
    }

    @Test
    void aNameThatIsNotRegisteredIsNoSlip() {
        for (String name : List.of("review", "tv_review", "sales.v_review")) {
            assertThatThrownBy(() -> names.one(name))
                    .as(name)
                    .hasMessageStartingWith("sales.tv_review is not registered")
                    .asInstanceOf(type(TvshException.class))
                    .satisfies(error -> assertThat(error.advice()).containsExactly("tviews    tells what to type"));
        }
    }

    private String advice(String name) {
        try {
            return "found " + names.one(name);
        } catch (TvshException e) {
            assertThat(e).hasMessage("no TVIEW named '" + name + "' is registered");
            return e.advice().get(0);
        }
    }

    private static Tview tview(String entity, String schema, String table) {
        return new Tview(
                entity,
                new QualifiedName(schema, table),
                new QualifiedName(schema, table.substring(1)),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(),
                0);
    }
}
