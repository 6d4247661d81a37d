"""How students photograph and copy a sheet: bent in space, under a pinhole camera, on screens, in office machines."""
