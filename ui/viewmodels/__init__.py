"""What QML sees: one view-model a page. They decide and format; QML lays out."""
