package dev.sluice;

/** The tables and views that a session knows by name. Thread-safe. */
public final class Catalog {
    private final Session session;
    private final Views views;

    Catalog(Session session, Views views) {
        this.session = session;
        this.views = views;
    }

    /** Forgets a view; the tables it is made of stay. Gives whether there was one. */
    public boolean dropTempView(String viewName) {
        return views.drop(Given.value(viewName, "the name of the view"), false);
    }

    /** Forgets a global view. Gives whether there was one. */
    public boolean dropGlobalTempView(String viewName) {
        return views.drop(Given.value(viewName, "the name of the view"), true);
    }

    /** Whether {@link Session#table} has something under this name. */
    public boolean tableExists(String tableName) {
        return session.hasTable(Given.value(tableName, "the name of the table"));
    }
}
