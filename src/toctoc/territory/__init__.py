"""The programme's communes, sectors and places: where the service works."""
