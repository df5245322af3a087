package dev.tvsh.commands.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A server with a database for each {@link Shape} that is asked for. It runs from a copy of the binaries, so that other tests
 * keep their extension. Each database has four TVIEWs:
 *
 * <ul>
 *   <li>{@code maker} and {@code part}, which reads the view of maker;
 *   <li>{@code shelf}, which reads the table of maker;
 *   <li>{@code bill} of {@code sales.tb_bill}, made under the name {@code bill} and in schema sales where the surface can.
 * </ul>
 */
public final class ShapedCluster implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE SCHEMA sales",
            "CREATE TABLE tb_maker (pk_maker bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), name text)",
            "CREATE TABLE tb_part (pk_part bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(),"
                    + " fk_maker bigint REFERENCES tb_maker, name text)",
            "CREATE TABLE tb_shelf (pk_shelf bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(),"
                    + " fk_maker bigint REFERENCES tb_maker)",
            "CREATE TABLE sales.tb_bill (pk_bill bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), amount int)",
            "INSERT INTO tb_maker (name) SELECT 'maker ' || n FROM generate_series(1, 3) n",
            "INSERT INTO tb_part (fk_maker, name) SELECT 1 + n % 3, 'part ' || n FROM generate_series(1, 20) n",
            "INSERT INTO tb_shelf (fk_maker) SELECT 1 + n % 3 FROM generate_series(1, 5) n",
            "INSERT INTO sales.tb_bill (amount) SELECT n FROM generate_series(1, 7) n");
    private static final List<String> TVIEWS = List.of(
            "SELECT pg_tviews_create('tv_maker', 'SELECT pk_maker, id, jsonb_build_object(''name'', name) AS data FROM tb_maker')",
            "SELECT pg_tviews_create('tv_part', 'SELECT p.pk_part, p.id, p.fk_maker, jsonb_build_object(''name'', p.name,"
                    + " ''maker'', m.data) AS data FROM tb_part p JOIN v_maker m ON m.pk_maker = p.fk_maker')",
            "SELECT pg_tviews_create('tv_shelf', 'SELECT s.pk_shelf, s.id, s.fk_maker AS fk_tv_maker,"
                    + " jsonb_build_object(''maker'', m.data) AS data FROM tb_shelf s JOIN tv_maker m ON m.pk_maker = s.fk_maker')",
            "SET search_path = sales, public, ext;"
                    + " SELECT pg_tviews_create('bill', 'SELECT pk_bill, id, jsonb_build_object(''amount'', amount) AS data FROM tb_bill')");

    private final Path folder;
    private final Path root;
    private final TestCluster cluster;
    private final Map<Shape, String> databases = new EnumMap<>(Shape.class);

    private ShapedCluster(Path folder, Path root, TestCluster cluster) {
        this.folder = folder;
        this.root = root;
        this.cluster = cluster;
    }

    public static ShapedCluster start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "tvsh-shapes");
            Path root = folder.resolve("postgres");
            Lab.copy(Lab.binaries(TestCluster.VERSION), root);
            return new ShapedCluster(folder, root, TestCluster.startFrom(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestCluster cluster() {
        return cluster;
    }

    /** The database that all tests of a shape share; made when first asked for. */
    public String database(Shape shape) {
        install(shape);
        return databases.computeIfAbsent(
                shape, asked -> create(asked, asked.name().toLowerCase(Locale.ROOT)));
    }

    /** A database of this shape for one test alone. */
    public String ownDatabase(Shape shape, String name) {
        install(shape);
        return create(shape, name);
    }

    /** Puts the extension of this shape where the server finds it. */
    public void install(Shape shape) {
        Lab.installExtension(root, shape.installed());
    }

    /** Whether anybody called pg_tviews_refresh where its library does not fit; the server's log tells. */
    public boolean refreshWasCalled() throws IOException {
        return Files.readString(cluster.log())
                .contains("pg_tviews_refresh was called with a library that it does not fit");
    }

    private String create(Shape shape, String database) {
        cluster.createDatabase(database);
        cluster.sql("postgres", "ALTER DATABASE \"" + database + "\" SET search_path = public, ext, sales");
        cluster.sql(database, shape.created());
        TABLES.forEach(statement -> cluster.sql(database, statement));
        TVIEWS.forEach(statement -> cluster.sql(database, statement));
        if (!shape.afterwards().isEmpty()) {
            cluster.sql(database, shape.afterwards());
        }
        return database;
    }

    @Override
    public void close() {
        cluster.close();
        Lab.run(List.of("rm", "-rf", folder.toString()));
    }
}
